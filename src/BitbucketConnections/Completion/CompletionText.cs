using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BitbucketConnections.Completion;

/// <summary>Matches and quotes completions.</summary>
internal static class CompletionText
{
    /// <summary>
    /// Gets the choices that start with the word, or whose text in the list does, quoted if necessary. A quote that the user typed is kept.
    /// </summary>
    /// <param name="choices">The choices.</param>
    /// <param name="word">The text that the user typed, possibly with a quote.</param>
    public static IEnumerable<CompletionResult> Match(IEnumerable<Choice> choices, string? word)
    {
        var typed = TypedWord.Read(word);
        return from choice in choices
               where choice.Value.Length > 0 && (typed.Starts(choice.Value) || (choice.Listed is { } listed && typed.Starts(listed)))
               select new CompletionResult(
                   choice.IsExpression ? choice.Value : typed.Quote(choice.Value),
                   choice.Listed ?? choice.Value,
                   CompletionResultType.ParameterValue,
                   choice.Tip.Length > 0 ? choice.Tip : choice.Value);
    }

    // PowerShell accepts typographic quotes, too.
    private readonly record struct TypedWord(string Text, char Mark)
    {
        private const char None = '\0';

        public static TypedWord Read(string? word)
        {
            var text = word ?? string.Empty;
            var mark = text.Length == 0 ? None : Kind(text[0]);
            if (mark == None)
            {
                return new TypedWord(WithoutEscapes(text), None);
            }

            // PowerShell closes a quote that the user has not closed yet.
            text = text.Substring(1, text.Length > 1 && Kind(text[text.Length - 1]) == mark ? text.Length - 2 : text.Length - 1);
            return new TypedWord(mark == '"' ? WithoutEscapes(text.Replace("\"\"", "\"")) : text.Replace("''", "'"), mark);
        }

        public bool Starts(string value) => value.StartsWith(Text, StringComparison.OrdinalIgnoreCase);

        public string Quote(string value) => Mark switch
        {
            '"' => $"\"{Escape(value)}\"",
            None when IsBareWord(value) => value,
            _ => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'",
        };

        private static char Kind(char c) => c switch
        {
            '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b' => '\'',
            '"' or '\u201c' or '\u201d' or '\u201e' => '"',
            _ => None,
        };

        private static string WithoutEscapes(string text) => text.Replace("`", string.Empty);

        private static string Escape(string value) => string.Concat(value.Select(c => c is '`' or '$' || Kind(c) == '"' ? "`" + c : c.ToString()));

        // A word that starts with a dash is the name of a parameter.
        private static bool IsBareWord(string value) =>
            value.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.' or '/' or ':') && value[0] != '-';
    }
}
