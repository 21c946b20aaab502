using System;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Finds regular expressions that are not valid in any dialect. AWS runs Java, whose additional forms .NET does not know.</summary>
internal static class JavaPattern
{
    private static readonly Regex s_quoted = new(@"\\Q(?<text>.*?)(\\E|\z)", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    private static readonly Regex s_possessive = new(@"(?<=[^\\][*+?}])\+", RegexOptions.CultureInvariant);
    private static readonly Regex s_class = new(@"(?<!\\)\\([pP]\{\w+(=\w+)?\}|[pP]\w|[hHRXzGN])", RegexOptions.CultureInvariant);

    /// <summary>Determines whether a text can be a regular expression.</summary>
    /// <param name="pattern">The text.</param>
    /// <returns>True if it is one for .NET, or after its forms of Java are replaced by simple ones.</returns>
    public static bool IsValid(string pattern) => IsForNet(pattern)
        || IsForNet(s_class.Replace(s_possessive.Replace(s_quoted.Replace(pattern, match => Regex.Escape(match.Groups["text"].Value)), string.Empty), "w"));

    private static bool IsForNet(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
