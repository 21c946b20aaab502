using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Identity;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>The rights that the operations of one of the two connection APIs need. The prefix of the actions is that of the API.</summary>
internal static class ConnectionRights
{
    private const string SyncService = "cloudformation.sync.codeconnections.amazonaws.com";

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
        { "CreateHost", (call, input) => CreateHost(call, service, input) },
        { "GetHost", (call, input) => [On(call, service, input.Text("HostArn")!)] },
        { "ListHosts", (call, _) => [OnAll(call, service)] },
        { "UpdateHost", (call, input) => [On(call, service, input.Text("HostArn")!).With(service + ":VpcId", VpcOf(input))] },
        { "DeleteHost", (call, input) => [On(call, service, input.Text("HostArn")!)] },
        { "CreateRepositoryLink", (call, input) => CreateLink(call, service, input) },
        { "GetRepositoryLink", (call, input) => [OnLink(call, service, input)] },
        { "ListRepositoryLinks", (call, _) => [OnAll(call, service)] },
        { "UpdateRepositoryLink", (call, input) => UpdateLink(call, service, input) },
        { "DeleteRepositoryLink", (call, input) => [OnLink(call, service, input)] },
        { "CreateSyncConfiguration", (call, input) => [OnLink(call, service, input).With(service + ":Branch", input.Text("Branch")), .. Passed(call, service, input)] },
        { "GetSyncConfiguration", (call, _) => [OnAll(call, service)] },
        { "ListSyncConfigurations", (call, _) => [OnAll(call, service)] },
        { "UpdateSyncConfiguration", (call, input) => [OnAll(call, service).With(service + ":Branch", input.Text("Branch")), .. Passed(call, service, input)] },
        { "DeleteSyncConfiguration", (call, _) => [OnAll(call, service)] },
        { "ListRepositorySyncDefinitions", (call, _) => [OnAll(call, service)] },
        { "GetRepositorySyncStatus", (call, input) => [OnLink(call, service, input).With(service + ":Branch", input.Text("Branch"))] },
        { "GetResourceSyncStatus", (call, _) => [OnAll(call, service)] },
        { "GetSyncBlockerSummary", (call, _) => [OnAll(call, service)] },
        { "UpdateSyncBlocker", (call, _) => [OnAll(call, service)] },
    };

    private static IEnumerable<CallerRight> Create(ServiceCall call, string service, JsonObject input)
    {
        var tags = TagsOf(input);
        yield return new CallerRight(service + ":CreateConnection", "*").With(service + ":ProviderType", input.Text("ProviderType")).WithRequestTags(tags);
        foreach (var right in Tagged(call, service, "connection", tags))
        {
            yield return right;
        }
    }

    private static IEnumerable<CallerRight> CreateHost(ServiceCall call, string service, JsonObject input)
    {
        var tags = TagsOf(input);
        var create = OnAll(call, service).With(service + ":ProviderType", input.Text("ProviderType")).With(service + ":VpcId", VpcOf(input)).WithRequestTags(tags);
        return [create, .. Tagged(call, service, "host", tags)];
    }

    private static IEnumerable<CallerRight> CreateLink(ServiceCall call, string service, JsonObject input)
    {
        var tags = TagsOf(input);
        var connection = input.Text("ConnectionArn")!;
        return
        [
            On(call, service, connection).WithRequestTags(tags),
            .. Used(call, connection, input.Text("OwnerId")!, input.Text("RepositoryName")!),
            .. Tagged(call, service, "repository-link", tags),
        ];
    }

    private static IEnumerable<CallerRight> UpdateLink(ServiceCall call, string service, JsonObject input)
    {
        var link = RequestedSync.FindLink(call, service, input);
        return [OnLink(call, service, input), .. input.Text("ConnectionArn") is { } connection ? Used(call, connection, link?.OwnerId, link?.RepositoryName) : []];
    }

    // The rights on the connection of a repository link. The prefix of the actions is that of the connection.
    private static IEnumerable<CallerRight> Used(ServiceCall call, string connection, string? owner, string? repository)
    {
        if (Arn.TryParse(connection, out var arn))
        {
            var tags = TaggedResources.Find(call.State, call.AccountId, connection)?.Tags;
            yield return new CallerRight(arn.Service + ":PassConnection", connection).WithResourceTags(tags);
            yield return new CallerRight(arn.Service + ":UseConnection", connection)
                .With(arn.Service + ":OwnerId", owner)
                .With(arn.Service + ":RepositoryName", repository)
                .With(arn.Service + ":FullRepositoryId", owner is null ? null : $"{owner}/{repository}")
                .WithResourceTags(tags);
        }
    }

    // The rights to give a repository link and a role to Git sync. A role of another account can't be passed.
    private static IEnumerable<CallerRight> Passed(ServiceCall call, string service, JsonObject input)
    {
        if (input.Text("RepositoryLinkId") is not null)
        {
            var link = LinkArn(call, service, input);
            yield return new CallerRight(service + ":PassRepository", link)
                .With(service + ":PassedToService", SyncService)
                .WithResourceTags(TaggedResources.Find(call.State, call.AccountId, link)?.Tags);
        }

        if (input.Text("RoleArn") is { } role && Arn.TryParse(role, out var arn) && arn.AccountId == call.AccountId)
        {
            yield return IamRights.PassRole(role, SyncService);
        }
    }

    // The id of a new resource is not known yet, so the right to tag it is the one for any resource of its type.
    private static IEnumerable<CallerRight> Tagged(ServiceCall call, string service, string type, List<KeyValuePair<string, string>> tags) => tags.Count == 0
        ? []
        : [new CallerRight(service + ":TagResource", $"arn:{call.Partition}:{service}:{call.Region}:{call.AccountId}:{type}/*").WithRequestTags(tags)];

    private static CallerRight OnAll(ServiceCall call, string service) => new($"{service}:{call.Operation}", "*");

    private static CallerRight OnLink(ServiceCall call, string service, JsonObject input) => On(call, service, LinkArn(call, service, input));

    private static string LinkArn(ServiceCall call, string service, JsonObject input) =>
        $"arn:{call.Partition}:{service}:{call.Region}:{call.AccountId}:repository-link/{input.Text("RepositoryLinkId")}";

    private static string? VpcOf(JsonObject input) => (input["VpcConfiguration"] as JsonObject)?.Text("VpcId");

    private static CallerRight On(ServiceCall call, string service, string arn) =>
        new CallerRight($"{service}:{call.Operation}", arn).WithResourceTags(TaggedResources.Find(call.State, call.AccountId, arn)?.Tags);

    private static List<KeyValuePair<string, string>> TagsOf(JsonObject input) =>
        [.. input.Objects("Tags").Select(tag => new KeyValuePair<string, string>(tag.Text("Key")!, tag.Text("Value")!))];
}
