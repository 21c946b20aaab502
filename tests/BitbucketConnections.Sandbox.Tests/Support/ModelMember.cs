using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>A member in the input of an operation, with a request in which its value has another type than in the model.</summary>
internal sealed record ModelMember(string Path, JsonObject WithOtherType)
{
    /// <summary>Finds the members in the input of an operation, also those of structures in it.</summary>
    public static IEnumerable<ModelMember> Of(JsonNode model, string operation) =>
        (string?)model["operations"]![operation]!["input"]?["shape"] is { } input ? Walk(model["shapes"]!, input, string.Empty, value => (JsonObject)value, []) : [];

    private static IEnumerable<ModelMember> Walk(JsonNode shapes, string name, string path, Func<JsonNode, JsonObject> request, string[] above)
    {
        var shape = shapes[name]!;

        // Some shapes contain themselves.
        if (above.Contains(name))
        {
            return [];
        }

        string[] inside = [.. above, name];
        return (string)shape["type"]! switch
        {
            "structure" => shape["members"]!.AsObject().SelectMany(member =>
            {
                var at = path + member.Key;
                var type = (string)member.Value!["shape"]!;
                JsonObject With(JsonNode value) => request(new JsonObject { [member.Key] = value });
                return Walk(shapes, type, at + ".", With, inside).Prepend(new ModelMember(at, With(OtherThan(shapes, type))));
            }),
            "list" => Walk(shapes, (string)shape["member"]!["shape"]!, path, value => request(new JsonArray(value)), inside),
            "map" => Walk(shapes, (string)shape["value"]!["shape"]!, path, value => request(new JsonObject { ["key"] = value }), inside),
            _ => [],
        };
    }

    private static JsonNode OtherThan(JsonNode shapes, string name) =>
        (string)shapes[name]!["type"]! is "structure" or "list" or "map" ? JsonValue.Create("text") : new JsonObject { ["other"] = "text" };
}
