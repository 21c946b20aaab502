using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles the tags of pipelines.</summary>
internal static class PipelineTags
{
    /// <summary>The maximum number of tags of a pipeline. CodePipeline quota.</summary>
    private const int Quota = 50;

    /// <summary>Sets tags.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="tags">The tags in the input.</param>
    /// <exception cref="AwsErrorException">The limit is exceeded, or a key is reserved by AWS. No tag is set.</exception>
    public static void Set(PipelineRecord pipeline, IEnumerable<JsonObject> tags)
    {
        var wanted = tags.ToList();
        if (wanted.Exists(tag => IsSystemTag(tag.Text("key")!)))
        {
            throw SystemTag();
        }

        var added = wanted.Select(tag => tag.Text("key")!).Distinct().Count(key => !pipeline.Tags.Contains(key));
        if (pipeline.Tags.Count + added > Quota)
        {
            throw new AwsErrorException("TooManyTagsException", $"Tag limit exceeded for resource [{pipeline.Arn}].");
        }

        foreach (var tag in wanted)
        {
            pipeline.Tags.Set(tag.Text("key")!, tag.Text("value")!);
        }
    }

    /// <summary>Writes the tags of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <returns>The list.</returns>
    public static JsonArray Write(PipelineRecord pipeline) =>
        new([.. pipeline.Tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]);

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("TagResource", PipelineShapes.Tag, Tag),
        new("UntagResource", PipelineShapes.Untag, Untag),
        new("ListTagsForResource", PipelineShapes.ListTags, List),
    ];

    private static JsonObject Tag(ServiceCall call, JsonObject input)
    {
        Set(Find(call, input), input.Objects("tags"));
        return [];
    }

    private static JsonObject Untag(ServiceCall call, JsonObject input)
    {
        var pipeline = Find(call, input);
        if (input.Texts("tagKeys").Any(IsSystemTag))
        {
            throw SystemTag();
        }

        foreach (var key in input.Texts("tagKeys"))
        {
            pipeline.Tags.Remove(key);
        }

        return [];
    }

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var pipeline = Find(call, input);
        var list = $"tags/{pipeline.Arn}/";
        var after = input.Text("nextToken") is { } token ? PipelinePageTokens.Read(list, token) : null;
        var size = input.Number("maxResults") ?? 100;
        var rest = after is null ? pipeline.Tags.ToList() : [.. pipeline.Tags.SkipWhile(tag => tag.Key != after).Skip(1)];
        var output = new JsonObject
        {
            ["tags"] = new JsonArray([.. rest.Take(size).Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]),
        };
        if (rest.Count > size)
        {
            output["nextToken"] = PageToken.Write(list, rest[size - 1].Key);
        }

        return output;
    }

    private static PipelineRecord Find(ServiceCall call, JsonObject input)
    {
        var arn = input.Text("resourceArn")!;
        if (!Arn.TryParse(arn, out var parsed))
        {
            throw new AwsErrorException("InvalidArnException", $"The ARN '{arn}' is not valid.");
        }

        return call.RegionState.Part<PipelineStore>().ByName.TryGetValue(parsed.Resource, out var pipeline) && pipeline.Arn == arn
            ? pipeline
            : throw RequestedPipeline.NotIncluded(call, parsed.Resource, "ResourceNotFoundException");
    }

    private static bool IsSystemTag(string key) => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase);

    private static AwsErrorException SystemTag() => new(
        "InvalidTagsException",
        "Not allowed to modify system tags. System tags start with 'aws:'. msg=[Caller is an end user and not allowed to mutate system tags]");
}
