using System;
using System.Collections.Generic;
using System.Text;

namespace BitbucketConnections.Fuzz;

/// <summary>Makes inputs: seeds with mutations of characters, of tokens and of the structure of JSON, and texts of a generator.</summary>
internal static class FuzzInputs
{
    private const int MaximumLength = 32 * 1024;

    // Characters that parsers treat in a special way, and halves of surrogate pairs.
    private static readonly string[] s_characters =
    [
        "\"", "'", "\\", "{", "}", "[", "]", "(", ")", "<", ">", "/", ":", ";", ",", ".", "=", "&", "|", "@", "#", "$", "%", "*", "?", "!", "^", "~", "`", "-", "_", "+",
        " ", "\t", "\n", "\r", "\r\n", "\0", "\u0001", "\u001f", "\u007f", "\u0085", "\u00a0", "\u00e4", "\u0130", "\u0131", "\u017f", "\u2028", "\u202e", "\u3000", "\ud800", "\udfff",
        "\ud83d\ude00", "\ufeff", "\ufffd", "\uffff", "0", "9", "A", "z", "e", "\\u", "\\ud800", "\\\"", "\\\\", "//", "/*", "*/", "://", "#{", "${", "{{", "}}", "..", "[]", "{}", "&#", "]]>", "<!--",
    ];

    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "-0", "-1", "1.0", "1e2", "1e400", "-1E-400", "2147483647", "2147483648", "-2147483649", "9223372036854775808", "99999999999999999999999999999999", "\"\"", "[]", "{}",
        "[[]]", "[null]", "{\"\":null}", "\"x\"", "\"\\ud800\"", "\"\\udc00x\"", "{\"\\ud800\":1}", "\"\\u0000\"", "\"1\"", "\"-1\"", "\"true\"", "\"System.Object[]\"", "\"@{a=1}\"", "{\"Value\":\"x\"}", "{\"value\":[1],\"Count\":1}", "{\"Ref\":\"X\"}",
        "{\"Fn::Sub\":\"${X}\"}", "NaN", "Infinity", "undefined", "'x'", "// x\n1", "/* x */ 1", "01", "1.", ".5", "+1",
    ];

    /// <summary>Makes an input. The same arguments give the same input.</summary>
    /// <param name="target">The target.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="index">The number of the input.</param>
    /// <returns>The input.</returns>
    public static string Create(FuzzTarget target, ulong seed, long index)
    {
        // The first inputs are the seeds, so that each of them is also an input.
        if (index < target.Seeds.Count)
        {
            return target.Seeds[(int)index];
        }

        var random = new FuzzRandom(seed, target.Name, index);
        var text = random.OneIn(16) ? Generate(target, random) : random.Pick(target.Seeds);
        var count = random.OneIn(8) ? 4 + random.Below(12) : 1 + random.Below(3);
        for (var i = 0; i < count; i++)
        {
            text = Mutate(target, random, text);
        }

        return text.Length <= MaximumLength ? text : text.Remove(MaximumLength);
    }

    private static string Generate(FuzzTarget target, FuzzRandom random)
    {
        if (random.OneIn(2))
        {
            var json = new StringBuilder();
            Json(target, random, json, 0);
            return json.ToString();
        }

        var text = new StringBuilder();
        for (var i = random.Below(40); i >= 0; i--)
        {
            text.Append(random.OneIn(3) ? Word(target, random) : random.OneIn(2) ? random.Pick(s_characters) : ((char)random.Below(random.OneIn(8) ? 0x10000 : 0x80)).ToString());
        }

        return text.ToString();
    }

    private static void Json(FuzzTarget target, FuzzRandom random, StringBuilder json, int depth)
    {
        var kind = depth > 6 ? 0 : random.Below(4);
        if (kind == 0)
        {
            json.Append(random.Pick(s_values));
        }
        else if (kind == 1)
        {
            json.Append('"').Append(Word(target, random)).Append('"');
        }
        else
        {
            var isObject = kind == 2;
            json.Append(isObject ? '{' : '[');
            for (var i = random.Below(5); i > 0; i--)
            {
                if (isObject)
                {
                    json.Append('"').Append(Word(target, random)).Append("\":");
                }

                Json(target, random, json, depth + 1);
                json.Append(i > 1 ? "," : string.Empty);
            }

            json.Append(isObject ? '}' : ']');
        }
    }

    private static string Word(FuzzTarget target, FuzzRandom random) => target.Words.Count > 0 && !random.OneIn(4) ? random.Pick(target.Words) : random.Pick(s_characters);

    private static string Mutate(FuzzTarget target, FuzzRandom random, string text)
    {
        var at = random.Below(text.Length + 1);
        var length = Math.Min(text.Length - at, random.OneIn(4) ? random.Below(text.Length + 1) : random.Below(9));
        switch (random.Below(16))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Remove(at);
            case 2:
                return text.Substring(at);
            case 3:
                return text.Insert(at, text.Substring(at, length));
            case 4:
                return text.Insert(at, random.Pick(s_characters));
            case 5:
                return text.Remove(at, Math.Min(1, length)).Insert(at, random.Pick(s_characters));
            case 6:
                return text.Insert(at, Word(target, random));
            case 7:
                return text.Remove(at, length).Insert(at, Word(target, random));
            case 8:
                var other = random.Pick(target.Seeds);
                var from = random.Below(other.Length + 1);
                return text.Remove(at, length).Insert(at, other.Substring(from, Math.Min(other.Length - from, random.Below(200))));
            case 9:
                return at < text.Length ? text.Remove(at, 1).Insert(at, ((char)(text[at] ^ (1 << random.Below(random.OneIn(4) ? 16 : 7)))).ToString()) : text;
            case 10:
                return Repeat(random, text, at, length);
            case 11:
                return Nest(random, text, at);
            default:
                return MutateTokens(target, random, text);
        }
    }

    // Long inputs find time and memory that grow too fast. They are rare, so that a run has many inputs.
    private static string Repeat(FuzzRandom random, string text, int at, int length)
    {
        var part = length == 0 ? random.Pick(s_characters) : text.Substring(at, length);
        var count = random.OneIn(64) ? random.Below(MaximumLength) / part.Length : random.Below(random.OneIn(4) ? 100 : 6);
        return text.Insert(at, new StringBuilder().Insert(0, part, Math.Max(0, count)).ToString());
    }

    private static string Nest(FuzzRandom random, string text, int at)
    {
        var depth = random.OneIn(32) ? random.Below(4000) : random.Below(random.OneIn(4) ? 150 : 5);
        var (open, close) = random.Pick<(string, string)>([("[", "]"), ("{\"a\":", "}"), ("(", ")"), ("\"", "\""), ("{", "}"), ("<a>", "</a>")]);
        var end = at + random.Below(text.Length - at + 1);
        return string.Concat(
            text.Remove(at), new StringBuilder().Insert(0, open, depth).ToString(), text.Substring(at, end - at), new StringBuilder().Insert(0, close, random.OneIn(4) ? random.Below(depth + 1) : depth).ToString(), text.Substring(end));
    }

    // Tokens are words, strings, and brackets with their content.
    private static string MutateTokens(FuzzTarget target, FuzzRandom random, string text)
    {
        var (start, end) = Token(random, text);
        var token = text.Substring(start, end - start);
        var value = random.Below(8) switch
        {
            0 or 1 => random.Pick(s_values),
            2 => '"' + Word(target, random) + '"',
            3 => Word(target, random),
            4 => Sibling(random, text),
            5 => token.Length > 0 && random.OneIn(2) ? token.ToUpperInvariant() : token.ToLowerInvariant(),
            6 => token + "," + token,
            _ => string.Empty,
        };
        return string.Concat(text.AsSpan(0, start), value, text.AsSpan(end));
    }

    private static string Sibling(FuzzRandom random, string text)
    {
        var (start, end) = Token(random, text);
        return text.Substring(start, end - start);
    }

    private static (int Start, int End) Token(FuzzRandom random, string text)
    {
        var start = random.Below(text.Length + 1);
        while (start < text.Length && start > 0 && char.IsLetterOrDigit(text[start]) && char.IsLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        if (start >= text.Length)
        {
            return (start, start);
        }

        return (start, text[start] switch
        {
            '"' or '\'' => EndOfString(text, start),
            '{' or '[' or '(' => EndOfBrackets(text, start),
            _ => EndOfWord(text, start),
        });
    }

    private static int EndOfWord(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && char.IsLetterOrDigit(text[end]))
        {
            end++;
        }

        return end;
    }

    private static int EndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[start])
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static int EndOfBrackets(string text, int start)
    {
        var open = new Stack<char>();
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    i = EndOfString(text, i) - 1;
                    break;
                case '{' or '[' or '(':
                    open.Push(text[i]);
                    break;
                case '}' or ']' or ')' when open.Count > 0:
                    open.Pop();
                    if (open.Count == 0)
                    {
                        return i + 1;
                    }

                    break;
            }
        }

        return text.Length;
    }
}
