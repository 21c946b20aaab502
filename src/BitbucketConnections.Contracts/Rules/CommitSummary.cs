using System.Text.RegularExpressions;

namespace BitbucketConnections;

/// <summary>Reads the summary that AWS writes for a revision.</summary>
public static class CommitSummary
{
    private static readonly Regex s_message = new("\"CommitMessage\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", RegexOptions.CultureInvariant);

    /// <summary>Gets the commit message of a summary. For a connection source, the summary is JSON with the provider and the message.</summary>
    /// <param name="summary">The summary, or null.</param>
    /// <returns>The message; the summary itself if it is not such JSON.</returns>
    public static string? MessageOf(string? summary) =>
        summary?.StartsWith("{", System.StringComparison.Ordinal) == true && s_message.Match(summary) is { Success: true } match ? Unescape(match.Groups[1].Value) : summary;

    private static string Unescape(string json) => Regex.Replace(json, "\\\\(u[0-9A-Fa-f]{4}|.)", match => match.Groups[1].Value switch
    {
        "n" => "\n",
        "r" => "\r",
        "t" => "\t",
        "b" => "\b",
        "f" => "\f",
        { Length: 5 } code => ((char)int.Parse(code.Substring(1), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture)).ToString(),
        var letter => letter,
    });
}
