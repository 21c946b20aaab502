using System.Collections.Generic;

namespace BitbucketConnections.Engine.Json;

/// <summary>
/// Finds the first mistake of a text that is not JSON, and says what was expected there. The messages of .NET's parser quote the text, which can be secret, and
/// name its own terms. Comments and trailing commas are accepted.
/// </summary>
internal sealed class JsonMistake
{
    private const string Escapes = "\"\\/bfnrtu";
    private readonly string _text;
    private readonly Stack<char> _open = new();
    private int _at;

    private JsonMistake(string text) => _text = text;

    /// <summary>Finds the mistake.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line and the column, both starting at 1, and what was expected; null if there is no mistake.</returns>
    public static (int Line, int Column, string Expected)? Find(string text)
    {
        var finder = new JsonMistake(text);
        if (finder.Document() is not { } expected)
        {
            return null;
        }

        var (line, start) = (1, 0);
        for (var i = 0; i < finder._at && i < text.Length; i++)
        {
            (line, start) = text[i] == '\n' ? (line + 1, i + 1) : (line, start);
        }

        return (line, finder._at - start + 1, expected);
    }

    private bool IsEnd => _at >= _text.Length;

    private enum Place
    {
        Value,
        ElementOrEnd,
        NameOrEnd,
        AfterValue,
    }

    private string? Document()
    {
        for (var place = Place.Value; ;)
        {
            if (Space() is { } comment)
            {
                return comment;
            }

            if (place == Place.AfterValue && _open.Count == 0)
            {
                return IsEnd ? null : "the end of the file is expected, because the JSON is complete";
            }

            if (Step(ref place) is { } expected)
            {
                return expected;
            }
        }
    }

    private string? Step(ref Place place)
    {
        if (IsEnd)
        {
            return Ended(place switch { Place.NameOrEnd => "the name of a member", Place.AfterValue => $"a comma or {_open.Peek()}", _ => "a value" });
        }

        var c = _text[_at];
        if (place != Place.Value && c == _open.Peek())
        {
            _at++;
            _open.Pop();
            place = Place.AfterValue;
            return null;
        }

        switch (place)
        {
            case Place.AfterValue when c != ',':
                return $"a comma or {_open.Peek()} is expected";
            case Place.AfterValue:
                _at++;
                place = _open.Peek() == '}' ? Place.NameOrEnd : Place.ElementOrEnd;
                return null;
            case Place.NameOrEnd:
                place = Place.Value;
                return Name();
            case var _ when c is '{' or '[':
                _at++;
                _open.Push(c == '{' ? '}' : ']');
                place = c == '{' ? Place.NameOrEnd : Place.ElementOrEnd;
                return null;
            default:
                place = Place.AfterValue;
                return c switch
                {
                    '"' => Text(),
                    '\'' => "a text is written in double quotation marks, not in single ones",
                    '-' or (>= '0' and <= '9') => Number(),
                    _ => Word(),
                };
        }
    }

    // The name of a member with its colon.
    private string? Name()
    {
        if (_text[_at] != '"')
        {
            return "the name of a member is expected, in double quotation marks";
        }

        if (Text() is { } wrong || (wrong = Space()) is not null)
        {
            return wrong;
        }

        if (IsEnd)
        {
            return Ended("a colon");
        }

        if (_text[_at] != ':')
        {
            return "a colon is expected after the name of a member";
        }

        _at++;
        return null;
    }

    private string? Text()
    {
        for (_at++; !IsEnd; _at++)
        {
            if (_text[_at] == '"')
            {
                _at++;
                return null;
            }

            if (_text[_at] < ' ')
            {
                return _text[_at] is '\n' or '\r' ? "a quotation mark is expected at the end of the text before the end of the line. A line break in a text is written as \\n" : "a control character in a text is written as \\u and four digits";
            }

            if (_text[_at] == '\\')
            {
                _at++;
                if (!IsEnd && Escapes.IndexOf(_text[_at]) < 0)
                {
                    return Back("an escape such as \\n or \\\\ is expected after a backslash. A backslash itself is written as \\\\");
                }

                if (!IsEnd && _text[_at] == 'u' && Digits() is { } digits)
                {
                    return digits;
                }
            }
        }

        return Ended("a quotation mark");
    }

    private string? Digits()
    {
        for (var i = 0; i < 4; i++)
        {
            _at++;
            if (IsEnd)
            {
                return Ended("a quotation mark");
            }

            if (_text[_at] is not ((>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
            {
                return "four digits are expected after \\u";
            }
        }

        return null;
    }

    private string? Number()
    {
        const string Expected = "a number is expected, such as 1 or 1.5";
        _at += _text[_at] == '-' ? 1 : 0;
        var start = _at;
        if (!Run() || (_text[start] == '0' && _at > start + 1))
        {
            return Expected;
        }

        if (!IsEnd && _text[_at] == '.')
        {
            _at++;
            if (!Run())
            {
                return Expected;
            }
        }

        if (!IsEnd && _text[_at] is 'e' or 'E')
        {
            _at++;
            _at += !IsEnd && _text[_at] is '+' or '-' ? 1 : 0;
            if (!Run())
            {
                return Expected;
            }
        }

        return IsEnd || _text[_at] is ',' or '}' or ']' or '/' or ' ' or '\t' or '\r' or '\n' ? null : Expected;
    }

    private bool Run()
    {
        var start = _at;
        while (!IsEnd && _text[_at] is >= '0' and <= '9')
        {
            _at++;
        }

        return _at > start;
    }

    private string? Word()
    {
        foreach (var word in new[] { "true", "false", "null" })
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0)
            {
                _at += word.Length;
                return null;
            }
        }

        return "a value is expected: a text in double quotation marks, a number, true, false, null, an object or a list";
    }

    // Spaces and comments.
    private string? Space()
    {
        while (!IsEnd)
        {
            if (_text[_at] is ' ' or '\t' or '\r' or '\n')
            {
                _at++;
            }
            else if (_text[_at] == '/')
            {
                if (Comment() is { } wrong)
                {
                    return wrong;
                }
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    private string? Comment()
    {
        if (string.CompareOrdinal(_text, _at, "//", 0, 2) == 0)
        {
            var end = _text.IndexOfAny(['\n', '\r', '\u2028', '\u2029'], _at);
            _at = end < 0 ? _text.Length : end;
            return end >= 0 && _text[end] > '\r' ? "the end of a line is expected after a comment" : null;
        }

        if (string.CompareOrdinal(_text, _at, "/*", 0, 2) != 0)
        {
            return "a value or the end of one is expected. A comment starts with //";
        }

        var close = _text.IndexOf("*/", _at + 2, System.StringComparison.Ordinal);
        _at = close < 0 ? _text.Length : close + 2;
        return close < 0 ? Ended("the end of the comment") : null;
    }

    private string Back(string expected)
    {
        _at--;
        return expected;
    }

    // A file that is cut is the most frequent mistake, so what is open is named.
    private string Ended(string expected)
    {
        var place = _open.Count == 0 ? string.Empty : _open.Peek() == '}' ? " in an object" : " in a list";
        return $"{expected} is expected{place}, but the text ends. The file may be incomplete";
    }
}
