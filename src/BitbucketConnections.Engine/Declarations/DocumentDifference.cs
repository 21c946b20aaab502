using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>
/// Lists the differences between two documents, including unknown members. Items with a name are matched by name at any position. A
/// new or removed stage or action is one line. The type member that AWS adds to action types is not compared.
/// </summary>
internal static class DocumentDifference
{
    private const string WireType = "__type";

    public static IReadOnlyList<DefinitionDifference> Between(JsonObject before, JsonObject after) => Objects(before, after, string.Empty, isMap: false).ToList();

    private static IEnumerable<DefinitionDifference> Objects(JsonObject before, JsonObject after, string path, bool isMap) =>
        before.Select(member => member.Key).Union(after.Select(member => member.Key), StringComparer.Ordinal)
            .Where(name => name != WireType && (path.Length > 0 || name != "version"))
            .SelectMany(name => Nodes(before[name], after[name], MemberPath.Join(path, name, isMap), isMap: !isMap && MemberPath.IsMap(name)));

    private static IEnumerable<DefinitionDifference> Nodes(JsonNode? before, JsonNode? after, string path, bool isMap) => (before, after) switch
    {
        _ when JsonNode.DeepEquals(before, after) => [],
        (JsonObject one, JsonObject other) => Objects(one, other, path, isMap),
        (JsonArray one, JsonArray other) => Arrays(one, other, path),
        (null, JsonArray { Count: 0 }) or (JsonArray { Count: 0 }, null) => [],
        _ => [Line(path, Show(before), Show(after))],
    };

    private static List<DefinitionDifference> Arrays(JsonArray before, JsonArray after, string path)
    {
        var (one, other) = (ByName(before), ByName(after));
        if (one is null || other is null)
        {
            return [Line(path, Show(before), Show(after))];
        }

        var differences = one.Keys.Union(other.Keys, StringComparer.Ordinal)
            .SelectMany(name => Nodes(Find(one, name), Find(other, name), MemberPath.Join(path, name, isKey: true), isMap: false)).ToList();
        var (kept, now) = (one.Keys.Where(other.ContainsKey).ToList(), other.Keys.Where(one.ContainsKey).ToList());
        if (!kept.SequenceEqual(now, StringComparer.Ordinal))
        {
            differences.Add(Line(path + " in order", string.Join(", ", kept), string.Join(", ", now)));
        }

        return differences;
    }

    private static JsonObject? Find(Dictionary<string, JsonObject> items, string name) => items.TryGetValue(name, out var item) ? item : null;

    private static Dictionary<string, JsonObject>? ByName(JsonArray items)
    {
        var named = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item is not JsonObject part || NameOf(part) is not { } name || named.ContainsKey(name))
            {
                return null;
            }

            named.Add(name, part);
        }

        return named;
    }

    // A trigger is identified by its source action.
    private static string? NameOf(JsonObject part) => (string?)part["name"] ?? (string?)part["gitConfiguration"]?["sourceActionName"];

    private static string? Show(JsonNode? node) => node switch
    {
        null => null,
        JsonObject { } stage when stage["actions"] is JsonArray actions => "stage with " + string.Join(", ", actions.OfType<JsonObject>().Select(a => $"{a["name"]} ({a["actionTypeId"]?["provider"]})")),
        JsonObject { } action when action["actionTypeId"] is JsonObject type => $"action of {type["provider"]}",
        JsonValue value => value.ToString(),
        _ => node.ToJsonString(),
    };

    private static DefinitionDifference Line(string path, string? before, string? after) => new() { Path = path, Existing = PathRedaction.Value(path, before), Requested = PathRedaction.Value(path, after) };
}
