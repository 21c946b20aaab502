using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Matches and quotes completions.</summary>
internal static class CompletionText
{
    /// <summary>Gets the results that start with the word, quoted if necessary.</summary>
    /// <param name="values">Values and their tooltips.</param>
    /// <param name="word">The text that the user typed, possibly with a quote.</param>
    public static IEnumerable<CompletionResult> Match(IEnumerable<KeyValuePair<string, string>> values, string? word)
    {
        var pattern = new WildcardPattern(WildcardPattern.Escape((word ?? string.Empty).Trim('\'', '"')) + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return from value in values
               where pattern.IsMatch(value.Key)
               select new CompletionResult(Quote(value.Key), value.Key, CompletionResultType.ParameterValue, value.Value);
    }

    private static string Quote(string value) =>
        value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':')
            ? value
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";
}
