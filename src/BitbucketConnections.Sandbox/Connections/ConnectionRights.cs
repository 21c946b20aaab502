using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The rights that the operations of one of the two connection APIs need. The prefix of the actions is that of the API.</summary>
internal static class ConnectionRights
{
    /// <summary>Creates the table of an API.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    /// <returns>The table.</returns>
    public static RightsTable Of(string service) => new()
    {
        { "CreateConnection", (call, input) => Create(call, service, input) },
        { "GetConnection", (call, input) => [On(call, service, input.Text("ConnectionArn")!)] },
        { "ListConnections", (_, input) => [new CallerRight(service + ":ListConnections", "*").With(service + ":ProviderTypeFilter", input.Text("ProviderTypeFilter"))] },
        { "DeleteConnection", (call, input) => [On(call, service, input.Text("ConnectionArn")!)] },
        { "TagResource", (call, input) => [On(call, service, input.Text("ResourceArn")!).WithRequestTags(TagsOf(input))] },
        { "UntagResource", (call, input) => [On(call, service, input.Text("ResourceArn")!).WithTagKeys(input.Texts("TagKeys"))] },
        { "ListTagsForResource", (call, input) => [On(call, service, input.Text("ResourceArn")!)] },
    };

    // The id of a new connection is not known yet, so the right to tag it is the one for any connection.
    private static IEnumerable<CallerRight> Create(ServiceCall call, string service, JsonObject input)
    {
        var tags = TagsOf(input);
        yield return new CallerRight(service + ":CreateConnection", "*").With(service + ":ProviderType", input.Text("ProviderType")).WithRequestTags(tags);
        if (tags.Count > 0)
        {
            yield return new CallerRight(service + ":TagResource", $"arn:{call.Partition}:{service}:{call.Region}:{call.AccountId}:connection/*").WithRequestTags(tags);
        }
    }

    private static CallerRight On(ServiceCall call, string service, string arn) =>
        new CallerRight($"{service}:{call.Operation}", arn).WithResourceTags(ConnectionDirectory.Find(call.State, call.AccountId, arn)?.Tags);

    private static List<KeyValuePair<string, string>> TagsOf(JsonObject input) =>
        [.. input.Objects("Tags").Select(tag => new KeyValuePair<string, string>(tag.Text("Key")!, tag.Text("Value")!))];
}
