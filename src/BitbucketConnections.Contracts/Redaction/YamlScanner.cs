using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// Finds secrets in YAML by the names of their members: <c>password: X</c>, in quotation marks or not, and the lines of a block or list below such a name.
/// Each line is read once.
/// </summary>
internal sealed class YamlScanner(string text)
{
    private readonly List<(int Start, int End)> _hidden = [];

    /// <summary>Gets the text with <c>****</c> instead of each secret.</summary>
    /// <param name="found">Receives the hidden values, if it is not null.</param>
    public string Redact(List<string>? found = null)
    {
        for (var start = 0; start < text.Length;)
        {
            start = Line(start);
        }

        return TextRanges.Hide(text, _hidden, found);
    }

    private int Line(int start)
    {
        var end = EndOfLine(start);
        var first = AfterDashes(start, end);
        if (first >= end || Name(first, end) is not (var name, var colon) || !Redaction.IsSecretName(name))
        {
            return end + 1;
        }

        var value = SkipBlanks(colon + 1, end);
        if (value < end && text[value] is not ('|' or '>' or '#'))
        {
            Value(value, end);
            return end + 1;
        }

        return value < end && text[value] == '#' && value + 1 < end && text[value + 1] == '{' ? end + 1 : Block(end + 1, first - start);
    }

    // A value ends with its line or before a comment.
    private void Value(int start, int end)
    {
        if (text[start] is '"' or '\'')
        {
            var close = text.LastIndexOf(text[start], end - 1, end - start);
            Add(start + 1, close > start ? close : end);
            return;
        }

        var comment = text.IndexOf(" #", start, end - start, StringComparison.Ordinal);
        Add(start, TrimEnd(start, comment < 0 ? end : comment));
    }

    // The lines that have more blanks than the name.
    private int Block(int start, int indent)
    {
        var last = start;
        var begin = -1;
        while (last < text.Length)
        {
            var end = EndOfLine(last);
            var first = SkipBlanks(last, end);
            if (first < end && first - last <= indent)
            {
                break;
            }

            if (first < end)
            {
                begin = begin < 0 ? first : begin;
            }

            last = end + 1;
        }

        if (begin >= 0)
        {
            Add(begin, TrimEnd(begin, Math.Min(last, text.Length)));
        }

        return last;
    }

    private void Add(int start, int end)
    {
        if (end > start && text[start] != '*' && !CommandSecrets.IsReference(text, start, end, isLiteral: false))
        {
            _hidden.Add((start, end));
        }
    }

    // A name, which can be in quotation marks, with a colon and a blank or the end of the line.
    private (string Name, int Colon)? Name(int start, int end)
    {
        var quote = text[start] is '"' or '\'' ? 1 : 0;
        var last = start + quote;
        while (last < end && CommandSecrets.IsNameCharacter(text[last]))
        {
            last++;
        }

        var colon = last + quote;
        return last > start + quote && colon < end && text[colon] == ':' && (quote == 0 || text[last] == text[start]) && (colon + 1 == end || text[colon + 1] is ' ' or '\t')
            ? (text.Substring(start + quote, last - start - quote), colon)
            : null;
    }

    private int AfterDashes(int start, int end)
    {
        var i = SkipBlanks(start, end);
        while (i + 1 < end && text[i] == '-' && text[i + 1] is ' ' or '\t')
        {
            i = SkipBlanks(i + 1, end);
        }

        return i;
    }

    private int EndOfLine(int start)
    {
        var end = text.IndexOf('\n', start);
        end = end < 0 ? text.Length : end;
        return end > start && text[end - 1] == '\r' && end < text.Length ? end - 1 : end;
    }

    private int SkipBlanks(int i, int end)
    {
        while (i < end && text[i] is ' ' or '\t')
        {
            i++;
        }

        return i;
    }

    private int TrimEnd(int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }
}
