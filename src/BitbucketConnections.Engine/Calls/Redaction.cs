using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Calls;

/// <summary>Takes secrets out of a body before it is shown.</summary>
internal static class Redaction
{
    // Members whose values are secrets by their name, in any of the services' messages and action configurations.
    private static readonly Regex s_member = new(
        "(?<name>\"[^\"]*(?:secret|token|password|oauth|signature|privatekey)[^\"]*\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // https://user:token@host
    private static readonly Regex s_userInfo = new("(?<scheme>[a-z][a-z0-9+.-]*://)[^/\\s\"@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static string Redact(string text) =>
        s_userInfo.Replace(s_member.Replace(text, "${name}\"****\""), "${scheme}****@");
}
