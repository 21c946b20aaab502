using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Export;

/// <summary>Writes a JSON tree as YAML. Strings are in double quotes, so YAML does not read a string as a number, a date or a Boolean.</summary>
internal sealed class YamlText
{
    private static readonly Regex s_plainKey = new("^[A-Za-z][A-Za-z0-9_-]*\\z", RegexOptions.CultureInvariant);
    private readonly StringBuilder _text = new();

    public static string Write(JsonObject root, params string[] comments)
    {
        var yaml = new YamlText();
        foreach (var comment in comments)
        {
            yaml._text.Append("# ").Append(comment).Append('\n');
        }

        yaml.Members(root, 0, isFirstInLine: false);
        return yaml._text.ToString();
    }

    private void Members(JsonObject node, int depth, bool isFirstInLine)
    {
        foreach (var (member, i) in node.Select((member, i) => (member, i)))
        {
            if (i > 0 || !isFirstInLine)
            {
                _text.Append(' ', depth * 2);
            }

            _text.Append(Key(member.Key)).Append(':');
            Value(member.Value, depth + 1);
        }
    }

    private void Value(JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } part:
                _text.Append('\n');
                Members(part, depth, isFirstInLine: false);
                break;
            case JsonArray { Count: > 0 } list:
                _text.Append('\n');
                foreach (var item in list)
                {
                    _text.Append(' ', depth * 2).Append('-');
                    Item(item, depth);
                }

                break;
            default:
                _text.Append(' ').Append(Scalar(node)).Append('\n');
                break;
        }
    }

    private void Item(JsonNode? item, int depth)
    {
        if (item is JsonObject { Count: > 0 } part)
        {
            _text.Append(' ');
            Members(part, depth + 1, isFirstInLine: true);
        }
        else
        {
            _text.Append(' ').Append(Scalar(item)).Append('\n');
        }
    }

    private static string Key(string key) => s_plainKey.IsMatch(key) && key.ToUpperInvariant() is not ("YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL" or "Y" or "N") ? key : QuotedText.Write(key);

    private static string Scalar(JsonNode? node) => node switch
    {
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue value when value.TryGetValue(out string? text) => QuotedText.Write(text),
        null => "null",
        _ => node.ToJsonString(),
    };
}
