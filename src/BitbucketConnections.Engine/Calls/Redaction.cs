using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Calls;

/// <summary>Takes secrets out of a body before it is shown.</summary>
internal static class Redaction
{
    // Members whose values are secrets by their name, in any of the services' messages and action configurations.
    private static readonly Regex s_member = new(
        "(?<name>\"[^\"]*(?:secret|token|password|oauth|signature|privatekey)[^\"]*\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // The token of a manual approval of runs side by side stands as the id outside: a UUID.
    private static readonly Regex s_approval = new(
        "(?<name>\"externalExecutionId\"\\s*:\\s*)\"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // https://user:token@host
    private static readonly Regex s_userInfo = new("(?<scheme>[a-z][a-z0-9+.-]*://)[^/\\s\"@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static string Redact(string text) =>
        s_userInfo.Replace(s_approval.Replace(s_member.Replace(text, "${name}\"****\""), "${name}\"****\""), "${scheme}****@");
}
