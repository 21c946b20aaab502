using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>S3's rules for the names of general purpose buckets.</summary>
internal static class BucketName
{
    private static readonly string[] s_reservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] s_reservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>Determines whether a name is a valid bucket name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True if it can; otherwise false.</returns>
    public static bool IsValid(string name) =>
        Regex.IsMatch(name, "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z")
        && name.IndexOf("..", StringComparison.Ordinal) < 0
        && !Regex.IsMatch(name, "^[0-9]+(\\.[0-9]+){3}\\z")
        && !s_reservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        && !s_reservedSuffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal));
}
