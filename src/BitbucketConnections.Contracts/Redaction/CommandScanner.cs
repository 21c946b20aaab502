using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// Finds secrets in a shell command by their names: options (<c>--token X</c>), settings (<c>DB_PASS=X</c>, <c>config set _authToken X</c>),
/// headers (<c>X-Api-Key: X</c>), and the short options of well-known programs. References such as <c>$TOKEN</c> stay. The time is linear.
/// </summary>
internal sealed class CommandScanner
{
    // Limits the quotation marks inside quotation marks: ", \", \\\" and the same of '.
    private const int MaximumEscapes = 3;
    private const int LongestScheme = 16;

    private static readonly string[] s_schemes = ["Bearer", "Basic", "Digest", "Token", "ApiKey", "Negotiate", "GenieKey"];

    private static readonly char[] s_blanks = [' ', '\t', '|', ';', '&', '>', '"', '\''];

    private readonly string _text;
    private readonly List<(int Start, int End)> _hidden = [];

    // The open quotation marks, each at most once.
    private readonly List<string> _quotes = [];
    private readonly Stack<CommandWords> _outer = new();
    private CommandWords _words = new();

    public CommandScanner(string text) => _text = text;

    /// <summary>Gets the text with <c>****</c> instead of each secret.</summary>
    /// <param name="found">Receives the hidden values, if it is not null.</param>
    public string Redact(List<string>? found = null) => TextRanges.Hide(_text, Scan(), found);

    /// <summary>Finds the secrets of a command that is part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The first character of the command.</param>
    /// <param name="end">The position after its last character.</param>
    /// <returns>The ranges in the text, in its order.</returns>
    public static IEnumerable<(int Start, int End)> Find(string text, int start, int end) =>
        new CommandScanner(text.Substring(start, end - start)).Scan().Select(range => (range.Start + start, range.End + start));

    /// <summary>Gets the position after the scheme of a header's value, such as <c>Bearer</c>; the start if it has none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The first character of the value.</param>
    /// <param name="end">The position after its last character.</param>
    public static int AfterScheme(string text, int start, int end)
    {
        var scheme = start;
        while (scheme < end && scheme - start < LongestScheme && char.IsLetter(text[scheme]))
        {
            scheme++;
        }

        return scheme < end && text[scheme] == ' ' && s_schemes.Contains(text.Substring(start, scheme - start), StringComparer.OrdinalIgnoreCase) ? scheme + 1 : start;
    }

    private List<(int Start, int End)> Scan()
    {
        for (var i = 0; i < _text.Length;)
        {
            i = Step(i);
        }

        // What a command before a pipe writes is found late, and can have a part that is hidden already.
        var result = new List<(int Start, int End)>();
        foreach (var range in _hidden.OrderBy(range => range.Start).ThenByDescending(range => range.End))
        {
            if (result.Count == 0 || range.Start >= result[result.Count - 1].End)
            {
                result.Add(range);
            }
        }

        return result;
    }

    private int Step(int i)
    {
        var c = _text[i];
        if (Quote(i) is { } quote)
        {
            Toggle(quote);
            return i + quote.Length;
        }

        if (c == '(')
        {
            _outer.Push(_words);
            _words = new CommandWords();
        }
        else if (c == ')')
        {
            _words = _outer.Count > 0 ? _outer.Pop() : new CommandWords();
        }
        else if (IsEnd(c))
        {
            if ((StartsWith(i, "<<<") ? HereString(i + 3) : StartsWith(i, "<<") ? HereDocument(i + 2) : null) is { } next)
            {
                return next;
            }

            // An operator in quotation marks may be part of a text, such as a URL, so the words before it still count.
            if (c is ';' or '|' or '&' or '\n' && _quotes.Count == 0)
            {
                var isPipe = c == '|' && !StartsWith(i - 1, "||") && !StartsWith(i, "||");
                _words = new CommandWords { Input = isPipe ? _words.Written ?? _words.Input : null };
            }
        }
        else
        {
            return Word(i);
        }

        return i + 1;
    }

    private int Word(int start)
    {
        var end = start;
        while (end < _text.Length && !IsEnd(_text[end]) && (end == start || Quote(end) is null))
        {
            end++;
        }

        var word = _text.Substring(start, end - start);
        if (CommandSecrets.IsInputOption(word))
        {
            ReadInput();
        }

        var next = Option(word, start, end) ?? Assignment(word, start) ?? Header(word, start, end) ?? Setting(word, end) ?? end;
        _words.Add(word, start, next);
        return next;
    }

    // echo X | docker login --password-stdin
    private void ReadInput()
    {
        _words.ReadsSecret = true;
        if (_words.Input is var (start, end))
        {
            _ = HideRange(start, end, end, isLiteral: false, isKey: false);
        }
    }

    // docker login --password-stdin <<< X
    private int? HereString(int start)
    {
        var value = SkipBlanks(start);
        return _words.ReadsSecret && value < _text.Length && !IsEnd(_text[value]) ? Hide(value, isKey: false) : null;
    }

    // docker login --password-stdin <<EOF, lines, EOF
    private int? HereDocument(int start)
    {
        // Most commands do not read a secret, so their text is not searched.
        var line = _words.ReadsSecret ? _text.IndexOf('\n', start) : -1;
        if (line < 0)
        {
            return null;
        }

        var marker = _text.Substring(start, line - start).Trim(' ', '\t', '\r', '-', '"', '\'').Split(s_blanks)[0];
        var end = line + 1;
        while (end < _text.Length && LineAt(end) is var text && text.Trim() != marker)
        {
            end += text.Length + 1;
        }

        end = Math.Min(end, _text.Length);
        return end > line + 1 ? HideRange(line + 1, end > 0 && _text[end - 1] == '\n' ? end - 1 : end, end, isLiteral: true, isKey: false) : null;
    }

    private string LineAt(int start) => _text.IndexOf('\n', start) is >= 0 and var end ? _text.Substring(start, end - start) : _text.Substring(start);

    private bool StartsWith(int i, string sign) => i >= 0 && string.CompareOrdinal(_text, i, sign, 0, sign.Length) == 0;

    // --password X, -passin X
    private int? Option(string word, int start, int end)
    {
        if (word[0] != '-' || word.IndexOf('=') >= 0)
        {
            return null;
        }

        var name = word.TrimStart('-');
        if (word.Length > 2 && CommandSecrets.IsOption(name))
        {
            return Hide(NextWord(end), CommandSecrets.IsKey(name));
        }

        // -p'X Y'
        var isQuoted = end < _text.Length && Quote(end) is { } quote && !_quotes.Contains(quote);
        if (_words.UserOption(word) is { } user)
        {
            return HidePassword(user < word.Length || isQuoted ? start + user : NextWord(end));
        }

        if (_words.PasswordOption(word, isQuoted) is { } password)
        {
            return Hide(password < word.Length || isQuoted ? start + password : NextWord(end), isKey: false);
        }

        return null;
    }

    // NAME=X, --name=X, --from-literal=name=X, ?name=X
    private int? Assignment(string word, int start)
    {
        var begin = 0;
        for (var sign = word.IndexOf('='); sign >= 0; sign = word.IndexOf('=', sign + 1))
        {
            var first = sign;
            while (first > begin && CommandSecrets.IsNameCharacter(word[first - 1]))
            {
                first--;
            }

            begin = sign + 1;
            var name = word.Substring(first, sign - first);
            if (word[0] == '-' && first > 0 && name.StartsWith("-", StringComparison.Ordinal) ? CommandSecrets.IsOption(name.TrimStart('-')) : CommandSecrets.IsSetting(name))
            {
                return Hide(start + sign + 1, CommandSecrets.IsKey(name));
            }

            if (_words.IsUserOptionName(name))
            {
                return HidePassword(start + sign + 1);
            }
        }

        return null;
    }

    // "Authorization: Bearer X", X-Api-Key:X
    private int? Header(string word, int start, int end)
    {
        var colon = word.IndexOf(':');
        if (colon <= 0 || !word.Take(colon).All(CommandSecrets.IsNameCharacter) || !CommandSecrets.IsHeader(word.Substring(0, colon)))
        {
            return null;
        }

        if (colon + 1 < word.Length)
        {
            return word[colon + 1] != '/' && (_quotes.Count > 0 || _words.ExpectsHeader) ? Hide(start + colon + 1, isKey: false) : null;
        }

        var value = NextWord(end);
        if (_quotes.Count == 0 || value < 0)
        {
            return Hide(value < 0 ? end : value, isKey: false);
        }

        var close = Close(value, _quotes[_quotes.Count - 1]);
        return HideRange(AfterScheme(_text, value, close), close, close, isLiteral: false, isKey: false);
    }

    // aws configure set aws_secret_access_key X, export NPM_TOKEN X
    private int? Setting(string word, int end)
    {
        if (!_words.Sets || !CommandSecrets.IsSetting(CommandSecrets.LastName(word)))
        {
            return null;
        }

        if (_quotes.Count > 0 && end < _text.Length && Quote(end) is { } quote && quote == _quotes[_quotes.Count - 1])
        {
            Toggle(quote);
            end += quote.Length;
        }

        var value = NextWord(end);
        if (value < 0 || IsName(value))
        {
            return end;
        }

        return Hide(value, CommandSecrets.IsKey(word));
    }

    // export A_TOKEN B_TOKEN exports two variables.
    private bool IsName(int start)
    {
        var end = start;
        while (end < _text.Length && !IsEnd(_text[end]) && _text[end] is not ('"' or '\'') && end - start < 128)
        {
            end++;
        }

        var word = _text.Substring(start, end - start);
        return word.IndexOf('=') is var sign && CommandSecrets.IsSetting(sign < 0 ? word : word.Substring(0, sign));
    }

    // Returns the position of the value of an option; -1 if another option, an operator or nothing follows.
    private int NextWord(int end)
    {
        var value = SkipBlanks(end);
        return value == end || value >= _text.Length || _text[value] == '-' || IsEnd(_text[value]) || (Quote(value) is { } quote && _quotes.Contains(quote)) ? -1 : value;
    }

    private int SkipBlanks(int i)
    {
        while (i < _text.Length && _text[i] is ' ' or '\t')
        {
            i++;
        }

        return i;
    }

    private int? Hide(int start, bool isKey)
    {
        if (start < 0)
        {
            return null;
        }

        var value = Value(start);
        return HideRange(value.Start, value.End, value.Next, value.IsLiteral, isKey);
    }

    // user:X
    private int? HidePassword(int start)
    {
        if (start < 0)
        {
            return null;
        }

        var value = Value(start);
        var colon = _text.IndexOf(':', value.Start, value.End - value.Start);
        return colon < 0 ? null : HideRange(colon + 1, value.End, value.Next, value.IsLiteral, isKey: false);
    }

    // Returns null if the value is a reference or the path of a key file. It is then read as other text is.
    private int? HideRange(int start, int end, int next, bool isLiteral, bool isKey)
    {
        if (end <= start || CommandSecrets.IsReference(_text, start, end, isLiteral) || (isKey && CommandSecrets.IsPath(_text, start, end)))
        {
            return null;
        }

        _hidden.Add((start, end));
        return next;
    }

    private (int Start, int End, int Next, bool IsLiteral) Value(int start)
    {
        if (start < _text.Length && Quote(start) is { } quote && !_quotes.Contains(quote))
        {
            var close = Close(start + quote.Length, quote);
            var next = Math.Min(close + quote.Length, _text.Length);
            var last = EndOfValue(next);
            var isLiteral = quote[quote.Length - 1] == '\'';
            return last == next ? (start + quote.Length, close, next, isLiteral) : (start, last, last, isLiteral);
        }

        var end = EndOfValue(start);
        return (start, end, end, IsLiteral: false);
    }

    // A value can have parts in quotation marks: ab"c d"e
    private int EndOfValue(int start)
    {
        var i = start;
        while (i < _text.Length && !IsEnd(_text[i]))
        {
            if (Quote(i) is not { } quote)
            {
                i += _text[i] == '\\' ? 2 : 1;
                continue;
            }

            if (_quotes.Contains(quote) || quote.Length > 1)
            {
                return i;
            }

            i = Close(i + 1, quote) + 1;
        }

        return Math.Min(i, _text.Length);
    }

    // Returns the length of the text if the quotation mark is missing.
    private int Close(int start, string quote)
    {
        if (quote != "\"")
        {
            var close = _text.IndexOf(quote, start, StringComparison.Ordinal);
            return close < 0 ? _text.Length : close;
        }

        var i = start;
        while (i < _text.Length && _text[i] != '"')
        {
            i += _text[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i, _text.Length);
    }

    // The quotation mark with its backslashes at a position; null if there is none. In '...', a backslash is a normal character.
    private string? Quote(int start)
    {
        var i = start;
        while (i < _text.Length && i - start < MaximumEscapes && _text[i] == '\\')
        {
            i++;
        }

        return i < _text.Length && _text[i] is '"' or '\'' ? _text.Substring(start, i - start + 1) : null;
    }

    private void Toggle(string quote)
    {
        var open = _quotes.IndexOf(quote);
        if (open < 0)
        {
            _quotes.Add(quote);
        }
        else
        {
            _quotes.RemoveRange(open, _quotes.Count - open);
        }
    }

    private static bool IsEnd(char c) => char.IsWhiteSpace(c) || c is ';' or '|' or '&' or '(' or ')' or '<' or '>' or '`';
}
