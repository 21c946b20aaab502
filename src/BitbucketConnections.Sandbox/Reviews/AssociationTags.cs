using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Rest;

namespace BitbucketConnections.Sandbox.Reviews;

/// <summary>Handles the tags of associations.</summary>
internal static class AssociationTags
{
    /// <summary>The maximum number of tags of an association.</summary>
    public const int Quota = 50;

    private const string Path = "/tags/{resourceArn}";

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<RestOperation> All() =>
    [
        new("TagResource", new RestRoute("POST", Path), AssociationShapes.Tag, Tag),
        new("UntagResource", new RestRoute("DELETE", Path), AssociationShapes.Untag, Untag) { Query = [new("TagKeys", "tagKeys", RestQueryKind.List)] },
        new("ListTagsForResource", new RestRoute("GET", Path), AssociationShapes.ByResource, (call, input) => new JsonObject { ["Tags"] = Write(Find(call, input)) }),
    ];

    /// <summary>Gets the tags of an input.</summary>
    /// <param name="input">The input.</param>
    /// <returns>The tags; empty if it has none.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(JsonObject input) => input["Tags"] is JsonObject tags
        ? [.. tags.Select(tag => new KeyValuePair<string, string>(tag.Key, tag.Value?.GetValue<string>() ?? string.Empty))]
        : [];

    /// <summary>Writes the tags of an association.</summary>
    /// <param name="association">The association.</param>
    /// <returns>The map.</returns>
    public static JsonObject Write(AssociationRecord association)
    {
        var map = new JsonObject();
        foreach (var tag in association.Tags)
        {
            map[tag.Key] = tag.Value;
        }

        return map;
    }

    private static JsonObject Tag(ServiceCall call, JsonObject input)
    {
        var association = Find(call, input);
        var tags = Of(input);
        if (association.Tags.Count + tags.Count(tag => !association.Tags.Contains(tag.Key)) > Quota)
        {
            throw new AwsErrorException("ValidationException", $"A repository association can have at most {Quota} tags.");
        }

        foreach (var tag in tags)
        {
            association.Tags.Set(tag.Key, tag.Value);
        }

        return [];
    }

    private static JsonObject Untag(ServiceCall call, JsonObject input)
    {
        var association = Find(call, input);
        foreach (var key in input.Texts("TagKeys"))
        {
            association.Tags.Remove(key);
        }

        return [];
    }

    private static AssociationRecord Find(ServiceCall call, JsonObject input) =>
        RequestedAssociation.Find(call, input.Text("resourceArn")!) ?? throw RequestedAssociation.NotFound("ResourceNotFoundException", input.Text("resourceArn")!);
}
