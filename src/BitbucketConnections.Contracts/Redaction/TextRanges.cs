using System.Collections.Generic;
using System.Text;

namespace BitbucketConnections;

/// <summary>Hides ranges of a text.</summary>
internal static class TextRanges
{
    /// <summary>Writes <c>****</c> instead of each range.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ranges">The ranges, in the order of the text. They do not overlap.</param>
    /// <param name="found">Receives the hidden values, if it is not null.</param>
    public static string Hide(string text, IReadOnlyList<(int Start, int End)> ranges, List<string>? found = null)
    {
        if (ranges.Count == 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (start, end) in ranges)
        {
            found?.Add(text.Substring(start, end - start));
            result.Append(text, copied, start - copied).Append(HiddenSecret.Text);
            copied = end;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }
}
