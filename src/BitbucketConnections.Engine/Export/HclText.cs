using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Export;

/// <summary>
/// Writes Terraform's language: blocks, attributes and comments, as <c>terraform fmt</c> formats them. It aligns the equals signs of attributes in consecutive
/// lines. Blocks, comments, empty lines and maps are not part of such a group.
/// </summary>
internal sealed class HclText
{
    private static readonly Regex s_identifier = new("^[A-Za-z_][A-Za-z0-9_-]*\\z", RegexOptions.CultureInvariant);
    private readonly StringBuilder _text = new();
    private readonly List<(string Name, string Expression)> _group = [];
    private int _depth;
    private bool _isFirst = true;

    public void Block(string header, Action content)
    {
        Line(header + " {");
        _depth++;
        _isFirst = true;
        content();
        EndGroup();
        _depth--;
        Line("}");
    }

    public void Attribute(string name, string expression) => _group.Add((name, expression));

    public void Comment(string text) => Line("# " + text);

    /// <summary>Writes an empty line, except at the start of a block.</summary>
    public void Blank()
    {
        EndGroup();
        if (!_isFirst)
        {
            _text.Append('\n');
        }
    }

    /// <summary>Writes a string, and escapes Terraform template sequences.</summary>
    public static string Quote(string text) =>
        QuotedText.Write(text).Replace("${", "$${").Replace("%{", "%%{");

    /// <summary>Writes the key of a map.</summary>
    public static string Key(string key) => s_identifier.IsMatch(key) ? key : Quote(key);

    public override string ToString() => _text.ToString();

    private void EndGroup()
    {
        var width = _group.Select(attribute => Columns(attribute.Name)).DefaultIfEmpty().Max();
        foreach (var (name, expression) in _group)
        {
            Append($"{name}{new string(' ', width - Columns(name))} = {expression}");
        }

        _group.Clear();
    }

    private void Line(string line)
    {
        EndGroup();
        Append(line);
    }

    private void Append(string line)
    {
        _text.Append(' ', _depth * 2).Append(line).Append('\n');
        _isFirst = false;
    }

    // Terraform counts characters as a reader does: a letter with its accents is one.
    private static int Columns(string name) => new StringInfo(name).LengthInTextElements;
}
