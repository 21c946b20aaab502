using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace BitbucketConnections.Engine.Pipelines.Json;

/// <summary>Looks through the members of two trees.</summary>
internal static class JsonMembers
{
    // The AWS CLI's example prints this member of the wire format.
    private const string WireType = "__type";

    /// <summary>Gets the paths of the members that the first tree has and the second has not.</summary>
    public static IEnumerable<string> Missing(JsonElement given, JsonElement known, string path = "") => (given.ValueKind, known.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => given.EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null && member.Name != WireType)
            .SelectMany(member => known.TryGetProperty(member.Name, out var value)
                ? Missing(member.Value, value, Join(path, member.Name))
                : [Join(path, member.Name)]),
        (JsonValueKind.Array, JsonValueKind.Array) => given.EnumerateArray()
            .Zip(known.EnumerateArray(), (one, other) => (One: one, Other: other))
            .SelectMany((pair, i) => Missing(pair.One, pair.Other, $"{path}[{i}]")),
        _ => [],
    };

    /// <summary>Refuses null as an item of a list or a value of a map, which has no meaning for AWS.</summary>
    public static void RefuseNullItems(JsonElement element, string path = "$", bool isMap = false)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                Refuse(member.Value, $"{path}.{member.Name}", isMap);
                RefuseNullItems(member.Value, $"{path}.{member.Name}", member.Name is "configuration" or "artifactStores");
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in element.EnumerateArray())
            {
                Refuse(item, $"{path}[{i}]", isRefused: true);
                RefuseNullItems(item, $"{path}[{i++}]");
            }
        }
    }

    private static void Refuse(JsonElement element, string path, bool isRefused)
    {
        if (isRefused && element.ValueKind == JsonValueKind.Null)
        {
            throw new JsonException("null is no value here", path, null, null);
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
}
