using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Generator.Trimming;

/// <summary>Writes JSON that is easy to compare: values that fit in a line are on one line.</summary>
internal static class CompactJson
{
    private const int LineLength = 140;
    private static readonly JsonSerializerOptions s_inline = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        var inline = node is null ? "null" : node.ToJsonString(s_inline);
        switch (node)
        {
            case JsonObject map when inline.Length + depth > LineLength || (depth < 2 && map.Count > 0):
                Write(text, '{', '}', depth, map.Select(m => (JsonSerializer.Serialize(m.Key, s_inline) + ": ", m.Value)));
                break;
            case JsonArray list when inline.Length + depth > LineLength:
                Write(text, '[', ']', depth, list.Select(i => (string.Empty, i)));
                break;
            default:
                text.Append(inline);
                break;
        }
    }

    private static void Write(StringBuilder text, char open, char close, int depth, IEnumerable<(string Prefix, JsonNode? Value)> items)
    {
        text.Append(open);
        var separator = "\n";
        foreach (var (prefix, value) in items)
        {
            text.Append(separator).Append(' ', depth + 1).Append(prefix);
            Write(text, value, depth + 1);
            separator = ",\n";
        }

        text.Append('\n').Append(' ', depth).Append(close);
    }
}
