using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Handles the tags of connections of one of the two APIs.</summary>
internal sealed class ConnectionTags
{
    /// <summary>The maximum number of tags of a connection. AWS's limit is not documented; its model allows 200 in a call.</summary>
    private const int Quota = 200;

    private readonly string _service;

    /// <summary>Initializes a new instance of the <see cref="ConnectionTags"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public ConnectionTags(string service) => _service = service;

    /// <summary>Sets tags.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="tags">The tags in the input.</param>
    /// <exception cref="AwsErrorException">The limit is exceeded. No tag is set.</exception>
    public static void Set(ConnectionRecord connection, IEnumerable<JsonObject> tags)
    {
        var wanted = tags.ToList();
        var added = wanted.Select(tag => tag.Text("Key")!).Distinct().Count(key => !connection.Tags.Contains(key));
        if (connection.Tags.Count + added > Quota)
        {
            throw new AwsErrorException("LimitExceededException", "Exceeded the maximum limit for tags.");
        }

        foreach (var tag in wanted)
        {
            connection.Tags.Set(tag.Text("Key")!, tag.Text("Value")!);
        }
    }

    /// <summary>Writes the tags of a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The list.</returns>
    public static JsonArray Write(ConnectionRecord connection) =>
        new([.. connection.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]);

    /// <summary>Gets the operations.</summary>
    /// <param name="shapes">The inputs.</param>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All(ConnectionShapes shapes) =>
    [
        new("TagResource", shapes.Tag, Tag),
        new("UntagResource", shapes.Untag, Untag),
        new("ListTagsForResource", shapes.ByResource, (call, input) => new JsonObject { ["Tags"] = Write(RequestedConnection.FindReadable(call, _service, input.Text("ResourceArn")!)) }),
    ];

    private JsonObject Tag(ServiceCall call, JsonObject input)
    {
        Set(Find(call, input), input.Objects("Tags"));
        return [];
    }

    private JsonObject Untag(ServiceCall call, JsonObject input)
    {
        var connection = Find(call, input);
        foreach (var key in input.Texts("TagKeys"))
        {
            connection.Tags.Remove(key);
        }

        return [];
    }

    private ConnectionRecord Find(ServiceCall call, JsonObject input) => RequestedConnection.FindOwn(call, _service, input.Text("ResourceArn")!);
}
