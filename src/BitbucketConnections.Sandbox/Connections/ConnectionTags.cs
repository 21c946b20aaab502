using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Handles the tags of connections, hosts and repository links of one of the two APIs.</summary>
internal sealed class ConnectionTags
{
    /// <summary>The maximum number of tags of a resource. AWS's limit is not documented; its model allows 200 in a call.</summary>
    private const int Quota = 200;

    private readonly string _service;

    /// <summary>Initializes a new instance of the <see cref="ConnectionTags"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public ConnectionTags(string service) => _service = service;

    /// <summary>Sets tags.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="tags">The tags in the input.</param>
    /// <exception cref="AwsErrorException">The limit is exceeded. No tag is set.</exception>
    public static void Set(ITaggedResource resource, IEnumerable<JsonObject> tags)
    {
        var wanted = tags.ToList();
        var added = wanted.Select(tag => tag.Text("Key")!).Distinct().Count(key => !resource.Tags.Contains(key));
        if (resource.Tags.Count + added > Quota)
        {
            throw ConnectionErrors.LimitExceeded("tags");
        }

        foreach (var tag in wanted)
        {
            resource.Tags.Set(tag.Text("Key")!, tag.Text("Value")!);
        }
    }

    /// <summary>Writes the tags of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The list.</returns>
    public static JsonArray Write(ITaggedResource resource) =>
        new([.. resource.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    /// <summary>Gets the operations.</summary>
    /// <param name="shapes">The inputs.</param>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All(ConnectionShapes shapes) =>
    [
        new("TagResource", shapes.Tag, Tag),
        new("UntagResource", shapes.Untag, Untag),
        new("ListTagsForResource", shapes.ByResource, (call, input) => new JsonObject { ["Tags"] = Write(FindReadable(call, input)) }),
    ];

    private JsonObject Tag(ServiceCall call, JsonObject input)
    {
        Set(Find(call, input), input.Objects("Tags"));
        return [];
    }

    private JsonObject Untag(ServiceCall call, JsonObject input)
    {
        var resource = Find(call, input);
        foreach (var key in input.Texts("TagKeys"))
        {
            resource.Tags.Remove(key);
        }

        return [];
    }

    // A resource is changed in its own Region.
    private ITaggedResource Find(ServiceCall call, JsonObject input) => Own(TaggedResources.InRegion(call.RegionState, input.Text("ResourceArn")!));

    // Connections are read in every Region of the partition, and by the accounts that they are shared with.
    private ITaggedResource FindReadable(ServiceCall call, JsonObject input)
    {
        var arn = input.Text("ResourceArn")!;
        return TaggedResources.InRegion(call.RegionState, arn) is { } own ? Own(own) : RequestedConnection.FindReadable(call, _service, arn);
    }

    private ITaggedResource Own(ITaggedResource? resource) => resource?.Service == _service ? resource : throw ConnectionErrors.NotFound();
}
