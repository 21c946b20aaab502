using System;
using System.Text;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Export;

/// <summary>Writes Terraform's language: blocks, attributes and comments.</summary>
internal sealed class HclText
{
    private static readonly Regex s_identifier = new("^[A-Za-z_][A-Za-z0-9_-]*\\z", RegexOptions.CultureInvariant);
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Block(string header, Action content)
    {
        Line(header + " {");
        _depth++;
        content();
        _depth--;
        Line("}");
    }

    public void Attribute(string name, string expression) => Line($"{name} = {expression}");

    public void Comment(string text) => Line("# " + text);

    public void Blank() => _text.Append('\n');

    /// <summary>Writes a string, and escapes Terraform template sequences.</summary>
    public static string Quote(string text) =>
        QuotedText.Write(text).Replace("${", "$${").Replace("%{", "%%{");

    /// <summary>Writes the key of a map.</summary>
    public static string Key(string key) => s_identifier.IsMatch(key) ? key : Quote(key);

    public override string ToString() => _text.ToString();

    private void Line(string line) => _text.Append(' ', _depth * 2).Append(line).Append('\n');
}
