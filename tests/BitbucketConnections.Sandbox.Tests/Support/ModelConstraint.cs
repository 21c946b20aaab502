using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>A constraint of a member in the service model of AWS: the bounds, and how to write a request with a value of a size.</summary>
internal sealed record ModelConstraint(string Path, string Kind, int? Minimum, int? Maximum, Func<int, JsonObject> Request)
{
    /// <summary>Finds the constraints with bounds in the input of an operation; none if the model does not have the operation.</summary>
    public static IEnumerable<ModelConstraint> Of(JsonNode model, string operation) =>
        model["operations"]![operation]?["input"]?["shape"] is { } input ? Walk(model["shapes"]!, (string)input!, string.Empty, value => (JsonObject)value, []) : [];

    /// <summary>Determines whether an error message says that the value violates the bound; for an empty bound, any bound.</summary>
    public bool IsRejected(string message, string bound) => message.Split("; ").Any(part =>
        part.Contains($"'{Path}' failed to satisfy constraint: ", StringComparison.Ordinal)
        && part.Contains(" than or equal to ", StringComparison.Ordinal) && part.Contains(bound, StringComparison.Ordinal));

    private static IEnumerable<ModelConstraint> Walk(JsonNode shapes, string name, string path, Func<JsonNode, JsonObject> request, string[] above)
    {
        var shape = shapes[name]!;
        var kind = (string)shape["type"]!;
        var (minimum, maximum) = ((int?)shape["min"], (int?)(long?)shape["max"]);
        if (minimum is not null || maximum is not null)
        {
            yield return new ModelConstraint(path, kind, minimum, maximum, size => request(Value(shapes, name, size)));
        }

        // Some shapes contain themselves.
        if (above.Contains(name))
        {
            yield break;
        }

        string[] inside = [.. above, name];
        var members = kind switch
        {
            "structure" => shape["members"]!.AsObject().SelectMany(member => Walk(
                shapes, (string)member.Value!["shape"]!, Join(path, Camel(member.Key)), value => request(new JsonObject { [member.Key] = value }), inside)),
            "list" => List(shapes, shape, path, request, inside),
            "map" => Map(shapes, shape, path, request, inside),
            _ => [],
        };
        foreach (var member in members)
        {
            yield return member;
        }
    }

    // The sandbox reports strings in lists, and keys and strings in maps, at the path of the list or map, as AWS does.
    private static IEnumerable<ModelConstraint> List(JsonNode shapes, JsonNode shape, string path, Func<JsonNode, JsonObject> request, string[] above)
    {
        var member = (string)shape["member"]!["shape"]!;
        var at = (string)shapes[member]!["type"]! == "string" ? path : path + ".1.member";
        return Walk(shapes, member, at, value => request(new JsonArray(value)), above);
    }

    private static IEnumerable<ModelConstraint> Map(JsonNode shapes, JsonNode shape, string path, Func<JsonNode, JsonObject> request, string[] above)
    {
        var (key, member) = ((string)shape["key"]!["shape"]!, (string)shape["value"]!["shape"]!);
        var isText = (string)shapes[member]!["type"]! == "string";
        return Walk(shapes, key, path, value => request(new JsonObject { [(string)value!] = isText ? "a" : new JsonObject() }), above)
            .Concat(Walk(shapes, member, isText ? path : path + ".aaaa.member", value => request(new JsonObject { ["aaaa"] = value }), above));
    }

    private static JsonNode Value(JsonNode shapes, string name, int size) => (string)shapes[name]!["type"]! switch
    {
        "string" => JsonValue.Create(Text(shapes[name]!, size)),
        "list" => new JsonArray([.. Enumerable.Range(0, size).Select(_ => Default(shapes, (string)shapes[name]!["member"]!["shape"]!))]),
        "map" => new JsonObject(Enumerable.Range(0, size).Select(i => KeyValuePair.Create("k" + i, (JsonNode?)JsonValue.Create("a")))),
        _ => JsonValue.Create(size),
    };

    private static JsonNode Default(JsonNode shapes, string name) => (string)shapes[name]!["type"]! == "structure"
        ? new JsonObject()
        : JsonValue.Create((string?)shapes[name]!["enum"]?[0] ?? Text(shapes[name]!, Math.Max(1, (int?)shapes[name]!["min"] ?? 1)));

    // The prefix of ids such as vpc-12345678. In a list, an id without it would be reported with the bounds.
    private static string Text(JsonNode shape, int size)
    {
        var prefix = Regex.Match((string?)shape["pattern"] ?? string.Empty, @"^[a-z]+-(?=\\w\{)").Value;
        return prefix + new string('a', Math.Max(0, size - prefix.Length));
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
