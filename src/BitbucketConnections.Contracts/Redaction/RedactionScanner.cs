using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BitbucketConnections;

/// <summary>
/// Finds secrets in one pass over a text. JSON is parsed wherever it begins, and other text is treated as prose. After a syntax error, the rest is
/// prose, in which a quoted name with a value is still found.
/// </summary>
internal sealed class RedactionScanner
{
    // Limits the levels of JSON inside JSON strings, because each level costs another pass.
    private const int MaximumDepth = 8;

    // A value to redact can begin only at these characters.
    private static readonly char[] s_beginnings = ['{', '[', '"', '=', ':', '<', '/', '@'];

    // Limit the time in a text of blanks or of one word.
    private const int MaximumBlanks = 16;
    private const int MaximumName = 128;

    // Headers whose whole value is secret.
    private static readonly string[] s_headers = ["Authorization", "Proxy-Authorization", "X-Api-Key", "X-Auth-Token", "Private-Token", "Cookie", "Set-Cookie", "X-Amz-Security-Token"];

    private readonly string _text;
    private readonly RedactedText _kind;
    private readonly int _depth;
    private readonly List<string>? _found;
    private readonly int _first;
    private readonly List<Replacement> _replacements = [];

    /// <param name="text">The text.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="depth">The number of JSON strings that contain it.</param>
    /// <param name="found">Receives the hidden values, if it is not null.</param>
    public RedactionScanner(string text, RedactedText kind, int depth = 0, List<string>? found = null)
    {
        _text = text;
        _kind = kind;
        _depth = depth;
        _found = found;
        _first = SkipSpace(0);
    }

    private bool IsWire => _kind == RedactedText.Wire;

    public string Redact()
    {
        var wordStart = 0;
        var tokenStart = 0;
        for (var i = 0; i < _text.Length;)
        {
            var c = _text[i];
            if (IsWord(c))
            {
                i++;
                continue;
            }

            var next = c switch
            {
                '{' or '[' => new JsonScanner(this, i).Scan(),
                '"' when IsEscapedJson(i + 1) => EscapedJson(i + 1),
                '"' => Member(i),
                '<' => Element(i),
                '=' => Assignment(wordStart, i),
                ':' => Header(wordStart, i),
                '/' when i + 1 < _text.Length && _text[i + 1] == '/' => UserInformation(i + 2),
                '@' => Mistyped(tokenStart, i),
                _ => i + 1,
            };
            if (IsTokenEnd(c) || next > i + 1)
            {
                tokenStart = next;
            }

            wordStart = i = next;
        }

        return Build();
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    private string Build()
    {
        if (_replacements.Count == 0)
        {
            return _text;
        }

        var result = new StringBuilder(_text.Length);
        var copied = 0;
        foreach (var replacement in _replacements.OrderBy(r => r.Start).ThenByDescending(r => r.End).ThenBy(r => r.IsNested).Where(r => r.End > r.Start))
        {
            // A replacement inside a hidden range is not needed.
            if (replacement.Start >= copied)
            {
                if (!replacement.IsNested)
                {
                    _found?.Add(JsonText.Decode(_text, replacement.Start, replacement.End));
                }

                result.Append(_text, copied, replacement.Start - copied).Append(replacement.Text);
                copied = replacement.End;
            }
        }

        return result.Append(_text, copied, _text.Length - copied).ToString();
    }

    private void Hide(int start, int end) => _replacements.Add(new Replacement(start, end, HiddenSecret.Text, isNested: false));

    private int SkipSpace(int i)
    {
        while (i < _text.Length && char.IsWhiteSpace(_text[i]))
        {
            i++;
        }

        return i;
    }

    // "{\"password\": ..., a string that contains JSON; or a text that is a single string
    private bool IsEscapedJson(int start)
    {
        var begin = SkipSpace(start);
        if (begin >= _text.Length || (_text[begin] is not ('{' or '[') && start - 1 != _first))
        {
            return false;
        }

        var end = JsonText.End(_text, start);
        return start - 1 == _first && SkipSpace(Math.Min(end + 1, _text.Length)) == _text.Length
            || (_text[begin] is '{' or '[' && _text.IndexOf('\\', start, end - start) >= 0);
    }

    private int EscapedJson(int start)
    {
        var end = JsonText.End(_text, start);
        Nested(JsonText.Decode(_text, start, end), start, end);
        return Math.Min(end + 1, _text.Length);
    }

    private void Nested(string content, int start, int end)
    {
        if (_depth < MaximumDepth && (_kind == RedactedText.Value || content.IndexOfAny(s_beginnings) >= 0)
            && new RedactionScanner(_kind == RedactedText.Value ? ValueSecrets.Hide(content, _found) : RefusedValues.Hide(content), _kind, _depth + 1, _found).Redact() is var redacted
            && redacted != content)
        {
            _replacements.Add(new Replacement(start, end, JsonText.Encode(redacted), isNested: true));
        }
    }

    private void Command(string content, int start, int end)
    {
        if (_found is not null)
        {
            _ = new CommandScanner(content).Redact(_found);
        }

        if (Redaction.Command(content) is var redacted && redacted != content)
        {
            _replacements.Add(new Replacement(start, end, JsonText.Encode(redacted), isNested: true));
        }
    }

    // "name": "value" outside of JSON, and \"name\": \"value\" in a message that quotes a JSON string.
    private int Member(int quote)
    {
        var end = _text.IndexOf('"', quote + 1);
        if (end < 0)
        {
            return quote + 1;
        }

        var colon = SkipSpace(end + 1);
        if (colon >= _text.Length || _text[colon] != ':' || !Redaction.IsSecretName(_text.Substring(quote + 1, end - quote - 1).TrimEnd('\\')))
        {
            return quote + 1;
        }

        var value = SkipSpace(colon + 1);
        var escapes = value;
        while (escapes < _text.Length && _text[escapes] == '\\')
        {
            escapes++;
        }

        if (escapes < _text.Length && _text[escapes] == '"')
        {
            var last = EndOfEscaped(escapes + 1, escapes - value, out var content);
            Hide(escapes + 1, content);
            return last;
        }

        var number = value;
        while (number < _text.Length && (char.IsDigit(_text[number]) || _text[number] is '-' or '.'))
        {
            number++;
        }

        Hide(value, number);
        return Math.Max(number, colon + 1);
    }

    // A quote ends the value if it has fewer escapes than the opening quote, or the same number after pairs of escaped backslashes.
    private int EndOfEscaped(int start, int level, out int content)
    {
        var run = 0;
        for (var i = start; i < _text.Length; i++)
        {
            if (_text[i] == '\\')
            {
                run++;
                continue;
            }

            if (_text[i] == '"' && (run < level || run % (2 * (level + 1)) == level))
            {
                content = i - Math.Min(run, level);
                return i + 1;
            }

            run = 0;
        }

        content = _text.Length;
        return _text.Length;
    }

    // <SecretAccessKey>value</SecretAccessKey>
    private int Element(int open)
    {
        var end = open + 1;
        while (end < _text.Length && IsWord(_text[end]))
        {
            end++;
        }

        if (end >= _text.Length || _text[end] != '>' || !Redaction.IsSecretName(_text.Substring(open + 1, end - open - 1)))
        {
            return open + 1;
        }

        var close = _text.IndexOf('<', end);
        close = close < 0 ? _text.Length : close;
        Hide(end + 1, close);
        return close;
    }

    // name=value of a form, a map or an environment
    private int Assignment(int wordStart, int sign)
    {
        var (first, last) = wordStart < sign ? (wordStart, sign) : WordBefore(sign);
        var start = SkipBlanks(sign + 1);
        if (start >= _text.Length || _text[start] is '=' or '>' || IsReference(start) || (start > sign + 1 && last == sign) || !IsSecretParameter(first, last))
        {
            return sign + 1;
        }

        return Unquoted(start);
    }

    // Authorization: Bearer value, and NAME_TOKEN: value of YAML. In prose, a shorter name before a colon is a word.
    private int Header(int wordStart, int colon)
    {
        var start = SkipBlanks(colon + 1);
        if (wordStart == colon || start == colon + 1)
        {
            return colon + 1;
        }

        var name = _text.Substring(wordStart, colon - wordStart);
        var isHeader = Array.Exists(s_headers, header => header.Equals(name, StringComparison.OrdinalIgnoreCase));
        start = isHeader ? SkipBlanks(CommandScanner.AfterScheme(_text, start, _text.Length)) : start;

        // A reference, a list, or a value that is hidden.
        var value = start < _text.Length && _text[start] is '"' or '\'' ? start + 1 : start;
        if (value >= _text.Length || "{[|>&*$#".IndexOf(_text[value]) >= 0)
        {
            return colon + 1;
        }

        if (isHeader)
        {
            var end = start;
            while (end < _text.Length && _text[end] is not ('\r' or '\n' or '"' or '\'' or '\\'))
            {
                end++;
            }

            Hide(start, end);
            return end;
        }

        // {password: X, user: me} of YAML
        var isMember = name.IndexOf('_') >= 0 || (_kind == RedactedText.Value && wordStart > 0 && _text[wordStart - 1] is '{' or ' ' && IsMember(wordStart));
        return isMember && Redaction.IsSecretName(name) ? Unquoted(start) : colon + 1;
    }

    // TOKEN=$(command), TOKEN=${NAME}, token=#{namespace.variable}
    private bool IsReference(int start) => start + 1 < _text.Length && ((_text[start] == '$' && _text[start + 1] is '(' or '{') || (_text[start] == '#' && _text[start + 1] == '{'));

    private bool IsMember(int start)
    {
        var before = start;
        while (before > 0 && start - before < MaximumBlanks && _text[before - 1] == ' ')
        {
            before--;
        }

        return before > 0 && _text[before - 1] is '{' or ',';
    }

    private bool IsSecretParameter(int first, int last)
    {
        var name = _text.Substring(first, last - first);
        return Redaction.IsSecretName(name) || (name == "sig" && first > 0 && _text[first - 1] is '?' or '&');
    }

    // name = value
    private (int First, int Last) WordBefore(int sign)
    {
        var last = sign;
        while (last > 0 && sign - last < MaximumBlanks && _text[last - 1] is ' ' or '\t')
        {
            last--;
        }

        var first = last;
        while (first > 0 && last - first < MaximumName && last < sign && IsWord(_text[first - 1]))
        {
            first--;
        }

        return (first, last);
    }

    private int SkipBlanks(int i)
    {
        var end = Math.Min(_text.Length, i + MaximumBlanks);
        while (i < end && _text[i] is ' ' or '\t')
        {
            i++;
        }

        return i;
    }

    // A value, which can be in quotation marks.
    private int Unquoted(int start)
    {
        if (_text[start] is '"' or '\'')
        {
            var close = _text.IndexOf(_text[start], start + 1);
            close = close < 0 ? _text.Length : close;
            Hide(start + 1, close);
            return Math.Min(close + 1, _text.Length);
        }

        var end = start;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && "&,;\"')]}<>|\\".IndexOf(_text[end]) < 0)
        {
            end++;
        }

        Hide(start, end);
        return end;
    }

    // User information is the text before the @ of a host. A password with a slash ends the host too early, so everything before the last @ is hidden.
    private int UserInformation(int start)
    {
        var end = start;
        while (end < _text.Length && !IsUrlEnd(_text[end]) && _text[end] is not ('/' or '?' or '#'))
        {
            end++;
        }

        var colon = _text.IndexOf(':', start, end - start);
        var last = _text.LastIndexOf('@', end - 1, end - start);
        if (last < 0 && colon >= 0 && colon + 1 < end && !char.IsDigit(_text[colon + 1]))
        {
            while (end < _text.Length && !IsUrlEnd(_text[end]))
            {
                end++;
            }

            last = _text.LastIndexOf('@', end - 1, end - start);
        }

        if (last > start && (colon >= 0 && colon < last || (start > 2 && _text[start - 3] == ':')))
        {
            Hide(start, last);
        }

        return end;
    }

    // user:password@host without a scheme, or with a mistyped scheme. An ARN also has colons, and its resource may have an @.
    private int Mistyped(int tokenStart, int at)
    {
        var last = at;
        for (var i = at + 1; i < _text.Length && _text[i] != '/' && !IsTokenEnd(_text[i]); i++)
        {
            last = _text[i] == '@' ? i : last;
        }

        var start = AfterScheme(tokenStart, last);
        if (_text.IndexOf(':', start, last - start) >= 0 && _text.IndexOf("arn:", tokenStart, last - tokenStart, StringComparison.Ordinal) < 0)
        {
            Hide(start, last);
        }

        return last + 1;
    }

    private int AfterScheme(int start, int end)
    {
        var i = start;
        while (i < end && IsWord(_text[i]))
        {
            i++;
        }

        var slashes = i + 1;
        while (slashes < end && _text[slashes] == '/')
        {
            slashes++;
        }

        return i > start && i < end && _text[i] == ':' && slashes > i + 1 ? slashes : start;
    }

    private static bool IsTokenEnd(char c) => IsUrlEnd(c) || c is '{' or '}' or '[' or ']' or '(' or ')' or ',' or ';' or '=' or '&' or '|';

    private static bool IsUrlEnd(char c) => char.IsWhiteSpace(c) || c is '"' or '\'' or '<' or '>' or '\\';

    private readonly struct Replacement(int start, int end, string text, bool isNested)
    {
        public int Start { get; } = start;

        public int End { get; } = end;

        public string Text { get; } = text;

        public bool IsNested { get; } = isNested;
    }

    /// <summary>Reads JSON from the first bracket to the last one, or to the first syntax error.</summary>
    private sealed class JsonScanner(RedactionScanner owner, int start)
    {
        private readonly string _text = owner._text;
        private readonly Stack<Frame> _frames = new();

        private enum Expected
        {
            Value,
            ValueOrEnd,
            Name,
            NameOrEnd,
            CommaOrEnd,
        }

        /// <summary>Scans the JSON.</summary>
        /// <returns>The position after the last character that was read.</returns>
        public int Scan()
        {
            var position = Open(start);
            var expected = _text[start] == '{' ? Expected.NameOrEnd : Expected.ValueOrEnd;
            while (_frames.Count > 0)
            {
                var next = position = owner.SkipSpace(position);
                if (position < _text.Length)
                {
                    next = Step(position, ref expected);
                }

                if (next == position)
                {
                    // Truncated, or not JSON. Use what was read so far.
                    while (_frames.Count > 0)
                    {
                        Close();
                    }
                }

                position = next;
            }

            return position;
        }

        // Returns the position after the token; the same position for an unexpected token.
        private int Step(int position, ref Expected expected)
        {
            var frame = _frames.Peek();
            switch (_text[position])
            {
                case '}' when frame.IsObject && expected is Expected.NameOrEnd or Expected.CommaOrEnd:
                case ']' when !frame.IsObject && expected is Expected.ValueOrEnd or Expected.CommaOrEnd:
                    Close();
                    expected = Expected.CommaOrEnd;
                    return position + 1;
                case ',' when expected is Expected.CommaOrEnd:
                    expected = frame.IsObject ? Expected.Name : Expected.Value;
                    return position + 1;
                case '"' when expected is Expected.Name or Expected.NameOrEnd:
                    expected = Expected.Value;
                    return Name(frame, position);
                case '{' or '[' when expected is Expected.Value or Expected.ValueOrEnd:
                    expected = _text[position] == '{' ? Expected.NameOrEnd : Expected.ValueOrEnd;
                    return Open(position);
                case '"' when expected is Expected.Value or Expected.ValueOrEnd:
                    expected = Expected.CommaOrEnd;
                    return Text(frame, position);
                case var c when expected is Expected.Value or Expected.ValueOrEnd && (char.IsLetterOrDigit(c) || c is '-'):
                    expected = Expected.CommaOrEnd;
                    return Scalar(frame, position);
                default:
                    return position;
            }
        }

        private int Open(int position)
        {
            var isSecret = _frames.Count > 0 && (_frames.Peek().IsSecret || Redaction.IsSecretName(_frames.Peek().Member));
            var isCommands = _text[position] == '[' && _frames.Count > 0 && Is(_frames.Peek().Member, "commands");
            _frames.Push(new Frame { IsObject = _text[position] == '{', IsSecret = isSecret, IsCommands = isCommands });
            return position + 1;
        }

        private int Name(Frame frame, int quote)
        {
            var end = JsonText.End(_text, quote + 1);
            var colon = owner.SkipSpace(Math.Min(end + 1, _text.Length));
            if (colon >= _text.Length || _text[colon] != ':')
            {
                return quote;
            }

            frame.Member = JsonText.Decode(_text, quote + 1, end);
            return colon + 1;
        }

        private int Text(Frame frame, int quote)
        {
            var begin = quote + 1;
            var end = JsonText.End(_text, begin);
            var content = JsonText.Decode(_text, begin, end);
            if (IsSecret(frame, content))
            {
                owner.Hide(begin, end);
            }
            else if (frame.IsCommands)
            {
                owner.Command(content, begin, end);
            }
            else
            {
                NotePair(frame, content, begin, end, HiddenSecret.Text);
                owner.Nested(content, begin, end);
            }

            return Math.Min(end + 1, _text.Length);
        }

        private int Scalar(Frame frame, int position)
        {
            var end = position;
            while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '-' or '+' or '.'))
            {
                end++;
            }

            // A Boolean reveals nothing, and null is not a value.
            if (!char.IsLetter(_text[position]))
            {
                const string Hidden = "\"" + HiddenSecret.Text + "\"";
                if (IsSecret(frame, string.Empty))
                {
                    owner._replacements.Add(new Replacement(position, end, Hidden, isNested: false));
                }
                else
                {
                    NotePair(frame, _text.Substring(position, end - position), position, end, Hidden);
                }
            }

            return end;
        }

        private bool IsSecret(Frame frame, string content) =>
            frame.IsSecret
            || Redaction.IsSecretName(frame.Member)
            || (owner.IsWire && Is(frame.Member, "UserParameters"))

            // For parallel executions, the token of a manual approval is a UUID in the member of the external id.
            || (Is(frame.Member, "externalExecutionId") && Guid.TryParse(content, out _));

        private static void NotePair(Frame frame, string content, int begin, int end, string hidden)
        {
            if (Is(frame.Member, "name") || Is(frame.Member, "key") || Is(frame.Member, "parameterKey"))
            {
                frame.PairName = content;
                frame.IsVariable = Is(frame.Member, "name");
            }
            else if (Is(frame.Member, "value") || Is(frame.Member, "defaultValue") || Is(frame.Member, "resolvedValue") || Is(frame.Member, "parameterValue"))
            {
                (frame.Values ??= []).Add(new Replacement(begin, end, hidden, isNested: false));
            }
        }

        private static bool Is(string? member, string name) => name.Equals(member, StringComparison.OrdinalIgnoreCase);

        private void Close()
        {
            var frame = _frames.Pop();
            if (frame.PairName is { } name && (Redaction.IsSecretName(name) || (owner.IsWire && frame.IsVariable)))
            {
                owner._replacements.AddRange(frame.Values ?? []);
            }
        }

        private sealed class Frame
        {
            public bool IsObject { get; init; }

            public bool IsSecret { get; init; }

            public bool IsCommands { get; init; }

            public string? Member { get; set; }

            public string? PairName { get; set; }

            public bool IsVariable { get; set; }

            public List<Replacement>? Values { get; set; }
        }
    }
}
