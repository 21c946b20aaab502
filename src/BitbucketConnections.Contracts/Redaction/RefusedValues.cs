using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// Hides secrets in the values that AWS repeats when it refuses them: <c>Value 'X' at 'pipeline.stages.1.member' failed to satisfy constraint: …</c>. The path
/// names the value. A map is written without quotation marks: <c>{OAuthToken=X, Branch=main}</c>.
/// </summary>
internal static class RefusedValues
{
    private const string Start = "Value '";
    private const string At = "' at '";

    public static string Hide(string text)
    {
        var hidden = new List<(int Start, int End)>();
        for (var i = text.IndexOf(Start, StringComparison.Ordinal); i >= 0;)
        {
            var begin = i + Start.Length;
            var end = text.IndexOf(At, begin, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            var close = text.IndexOf('\'', end + At.Length);
            close = close < 0 ? text.Length : close;
            Add(hidden, text, begin, end, text.Substring(end + At.Length, close - end - At.Length));
            i = text.IndexOf(Start, close, StringComparison.Ordinal);
        }

        return TextRanges.Hide(text, hidden);
    }

    private static void Add(List<(int Start, int End)> hidden, string text, int begin, int end, string path)
    {
        var segments = path.Split('.');
        if (Array.Exists(segments, IsSecret))
        {
            hidden.Add((begin, end));
        }
        else if (Array.IndexOf(segments, "commands") >= 0)
        {
            hidden.AddRange(CommandScanner.Find(text, begin, end));
        }
        else if (end - begin > 1 && text[begin] == '{' && text[begin + 1] != '"' && text[end - 1] == '}')
        {
            AddEntries(hidden, text, begin + 1, end - 1);
        }
    }

    // A value can contain a comma and spaces, so it ends before the next name.
    private static void AddEntries(List<(int Start, int End)> hidden, string text, int begin, int end)
    {
        for (var start = begin; start < end;)
        {
            var sign = text.IndexOf('=', start, end - start);
            if (sign < 0)
            {
                return;
            }

            var next = NextEntry(text, sign + 1, end);
            if (IsSecret(text.Substring(start, sign - start)))
            {
                hidden.Add((sign + 1, next));
            }

            start = Math.Min(next + 2, end);
        }
    }

    private static int NextEntry(string text, int start, int end)
    {
        for (var comma = text.IndexOf(',', start, end - start); comma >= 0; comma = text.IndexOf(',', comma + 1, end - comma - 1))
        {
            var name = comma + 2;
            while (name < end && CommandSecrets.IsNameCharacter(text[name]))
            {
                name++;
            }

            if (comma + 1 < end && text[comma + 1] == ' ' && name > comma + 2 && name < end && text[name] == '=')
            {
                return comma;
            }
        }

        return end;
    }

    private static bool IsSecret(string name) => Redaction.IsSecretName(name) || name.Equals("UserParameters", StringComparison.OrdinalIgnoreCase);
}
