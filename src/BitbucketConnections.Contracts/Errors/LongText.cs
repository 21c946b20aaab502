using System.Globalization;
using System.Text;

namespace BitbucketConnections;

/// <summary>Shortens messages. A value that a user specified can have any length, and a message shows it.</summary>
internal static class LongText
{
    // The longest name, ARN or URL that AWS accepts has at most 2,048 characters.
    private const int MaximumWord = 2048;
    private const int WordStart = 200;
    private const int WordEnd = 100;

    // The rule and the remedy are at the end of a message.
    private const int MaximumText = 4000;
    private const int TextStart = 3000;
    private const int TextEnd = 900;

    /// <summary>Removes the middle of a long text.</summary>
    public static string Shorten(string text) =>
        text.Length <= MaximumText ? text : $"{text.Remove(TextStart)} … {text.Substring(text.Length - TextEnd)}";

    /// <summary>Removes the middle of each long word of a text.</summary>
    public static string ShortenWords(string text)
    {
        if (text.Length <= MaximumWord)
        {
            return text;
        }

        var result = new StringBuilder();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            if (end - start > MaximumWord)
            {
                result.Append(text, start, WordStart).Append("…(").Append((end - start).ToString("N0", CultureInfo.InvariantCulture)).Append(" characters)…").Append(text, end - WordEnd, WordEnd);
            }
            else
            {
                result.Append(text, start, end - start);
            }

            if (end < text.Length)
            {
                result.Append(text[end]);
            }

            start = end + 1;
        }

        return result.ToString();
    }
}
