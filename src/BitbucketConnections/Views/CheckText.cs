using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Text;

namespace BitbucketConnections.Views;

/// <summary>Writes check results for the check list, because PowerShell's own views break lines within words.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CheckText
{
    private const int StatusWidth = 9;
    private const int CheckWidth = 26;
    private const int SmallestText = 24;

    /// <summary>Writes a result: its status, its check and its detail, and below them what to do and the command.</summary>
    /// <param name="status">The status.</param>
    /// <param name="check">The name of the check.</param>
    /// <param name="detail">What was found.</param>
    /// <param name="remedy">What to do; null or empty for nothing.</param>
    /// <param name="command">The command; null or empty for none. It stays on one line, so that it can be pasted.</param>
    /// <param name="width">The width of the lines, in characters.</param>
    /// <returns>The lines.</returns>
    public static string Write(string status, string check, string detail, string? remedy, string? command, int width)
    {
        var indent = StatusWidth + CheckWidth;
        var text = new StringBuilder();
        text.Append((status ?? string.Empty).PadRight(StatusWidth)).Append((check ?? string.Empty).PadRight(CheckWidth));
        var lines = Wrap(detail, Math.Max(SmallestText, width - indent - 1));
        if (status != nameof(CheckStatus.Passed))
        {
            lines = lines.Concat(Wrap(remedy, Math.Max(SmallestText, width - indent - 1)));
        }

        text.Append(string.Join(Environment.NewLine + new string(' ', indent), lines));
        if (status != nameof(CheckStatus.Passed) && !string.IsNullOrEmpty(command))
        {
            text.Append(Environment.NewLine).Append(' ', StatusWidth).Append("PS> ").Append(command);
        }

        return text.ToString();
    }

    // An ARN can be longer than a line.
    private static IEnumerable<string> Parts(string word, int width)
    {
        for (var start = 0; start == 0 || start < word.Length; start += width)
        {
            yield return word.Substring(start, Math.Min(width, word.Length - start));
        }
    }

    private static IEnumerable<string> Wrap(string? text, int width)
    {
        foreach (var paragraph in (text ?? string.Empty).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0))
        {
            var line = new StringBuilder();
            foreach (var word in paragraph.Split(' ').SelectMany(word => Parts(word, width)))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    yield return line.ToString();
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : string.Empty).Append(word);
            }

            yield return line.ToString();
        }
    }
}
