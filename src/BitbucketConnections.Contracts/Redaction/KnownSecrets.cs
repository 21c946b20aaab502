using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// The values that a user specified as a SecureString and that AWS must receive as text. <see cref="Redaction"/> hides them by their text, under
/// any key, in this process.
/// </summary>
public static class KnownSecrets
{
    /// <summary>The length of the shortest value that can be hidden. A shorter one would hide parts of unrelated words.</summary>
    public const int MinimumLength = 4;

    // Limits the memory and the time of a search in a process that makes definitions in a loop. The oldest value is forgotten first.
    internal const int Capacity = 1000;

    // JSON in a JSON string in a JSON string: one level more than a definition has.
    private const int MaximumLevels = 4;

    private static readonly object s_lock = new();
    private static readonly LinkedList<string> s_byAge = new();

    // A copy with the longest value first, so that a value that contains another one is hidden as a whole.
    private static volatile string[] s_byLength = [];

    /// <summary>Remembers a value.</summary>
    /// <param name="value">The value, which has at least <see cref="MinimumLength"/> characters.</param>
    public static void Remember(string value)
    {
        if (value.Length < MinimumLength)
        {
            throw new ArgumentException($"A value of fewer than {MinimumLength} characters cannot be hidden.", nameof(value));
        }

        lock (s_lock)
        {
            s_byAge.Remove(value);
            s_byAge.AddLast(value);
            if (s_byAge.Count > Capacity)
            {
                s_byAge.RemoveFirst();
            }

            s_byLength = s_byAge.OrderByDescending(known => known.Length).ToArray();
        }
    }

    /// <summary>Determines whether a text is a remembered value.</summary>
    internal static bool Contains(string? text) => text is not null && Array.IndexOf(s_byLength, text) >= 0;

    /// <summary>Hides the remembered values in a text, also where they are escaped as the content of a JSON string.</summary>
    internal static string Hide(string text) => s_byLength.Aggregate(text, Hide);

    /// <summary>Hides a value in a text, also where it is escaped as the content of a JSON string.</summary>
    internal static string Hide(string text, string secret)
    {
        var isEscaped = text.IndexOf('\\') >= 0;
        List<(int Start, int End)>? found = null;
        for (var i = Next(text, secret, 0, isEscaped); i >= 0; i = Next(text, secret, i, isEscaped))
        {
            if (End(text, i, secret) is not { } end)
            {
                i++;
                continue;
            }

            (found ??= []).Add((i, end));
            i = end;
        }

        return found is null ? text : TextRanges.Hide(text, found);
    }

    // Finds where the secret, or with escapes its first character, can begin. A value that no writer of JSON escapes is found as it is.
    private static int Next(string text, string secret, int start, bool isEscaped) =>
        start >= text.Length ? -1 : isEscaped && !secret.All(IsNeverEscaped) ? text.IndexOfAny([secret[0], '\\'], start) : text.IndexOf(secret, start, StringComparison.Ordinal);

    private static bool IsNeverEscaped(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.';

    private static int? End(string text, int start, string secret)
    {
        if (string.CompareOrdinal(text, start, secret, 0, secret.Length) == 0)
        {
            return start + secret.Length;
        }

        for (var level = 1; level <= MaximumLevels; level++)
        {
            if (EscapedEnd(text, start, secret, backslashes: 1 << level) is { } end)
            {
                return end;
            }
        }

        return null;
    }

    // On each level of JSON strings, the number of backslashes of a backslash doubles. Any other character has at least one before its escape. The limit
    // keeps the time linear in a text of backslashes.
    private static int? EscapedEnd(string text, int start, string secret, int backslashes)
    {
        var i = start;
        foreach (var c in secret)
        {
            var run = Run(text, i, c == '\\' ? backslashes : 1 << MaximumLevels);
            if (c == '\\' ? run == backslashes : run == 0 && i < text.Length && text[i] == c)
            {
                i += Math.Max(run, 1);
            }
            else if (run > 0 && EscapeLength(text, i + run, c) is > 0 and var length)
            {
                i += run + length;
            }
            else
            {
                return null;
            }
        }

        return i;
    }

    private static int Run(string text, int start, int maximum)
    {
        var i = start;
        while (i < text.Length && i - start < maximum && text[i] == '\\')
        {
            i++;
        }

        return i - start;
    }

    // Gets the length of the escape of a character without its backslashes; 0 if it is another escape.
    private static int EscapeLength(string text, int i, char c)
    {
        if (i >= text.Length)
        {
            return 0;
        }

        if (text[i] == 'u')
        {
            return i + 4 < text.Length
                && ushort.TryParse(text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code == c ? 5 : 0;
        }

        return (text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', '"' => '"', '/' => '/', _ => '\\' }) == c && c != '\\' ? 1 : 0;
    }
}
