using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace BitbucketConnections.Generator.Clients;

/// <summary>Builds source code with its indentation.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public SourceText Line(string line = "")
    {
        _text.Append(' ', line.Length == 0 || line[0] == '#' ? 0 : _depth * 4).Append(line).Append('\n');
        return this;
    }

    public SourceText Lines(IEnumerable<string> lines) => lines.Aggregate(this, (text, line) => text.Line(line));

    /// <summary>Writes a block in braces after a line.</summary>
    public SourceText Block(string head, Action content, string end = "}")
    {
        Line(head).Line("{");
        _depth++;
        content();
        _depth--;
        return Line(end);
    }

    public override string ToString() => _text.ToString();
}
