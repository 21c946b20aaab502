using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Converts JSON to plain objects, for code that has no JSON library.</summary>
internal static class PlainJson
{
    /// <summary>Converts a value.</summary>
    /// <param name="node">The value; null for JSON's null.</param>
    /// <returns>A dictionary, a list, a string, a number, a Boolean or null.</returns>
    public static object? Of(JsonNode? node) => node switch
    {
        null => null,
        JsonObject members => members.ToDictionary(member => member.Key, member => Of(member.Value)),
        JsonArray items => items.Select(Of).ToList(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => node.GetValue<JsonElement>().GetDouble(),
        },
    };
}
