using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Handles the operations on the results of Git sync of one of the two APIs. The sandbox does not sync, so there are no attempts and no blockers.</summary>
internal sealed class SyncStatusOperations
{
    private readonly string _service;

    /// <summary>Initializes a new instance of the <see cref="SyncStatusOperations"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public SyncStatusOperations(string service) => _service = service;

    /// <summary>Gets the operations.</summary>
    /// <param name="shapes">The inputs.</param>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All(SyncShapes shapes) =>
    [
        new("GetRepositorySyncStatus", shapes.ByBranch, GetOfRepository),
        new("GetResourceSyncStatus", shapes.ByResource, GetOfResource),
        new("GetSyncBlockerSummary", shapes.ByResource, GetBlockers),
        new("UpdateSyncBlocker", shapes.Blocker, UpdateBlocker),
    ];

    private JsonObject GetOfRepository(ServiceCall call, JsonObject input)
    {
        var link = RequestedSync.Link(call, _service, input);
        throw NeverSynced($"The branch {input.Text("Branch")} of {link.OwnerId}/{link.RepositoryName}");
    }

    private JsonObject GetOfResource(ServiceCall call, JsonObject input) =>
        throw NeverSynced("The resource " + RequestedSync.Configuration(call, _service, input).ResourceName);

    private JsonObject GetBlockers(ServiceCall call, JsonObject input) => new()
    {
        ["SyncBlockerSummary"] = new JsonObject { ["ResourceName"] = RequestedSync.Configuration(call, _service, input).ResourceName, ["LatestBlockers"] = new JsonArray() },
    };

    private JsonObject UpdateBlocker(ServiceCall call, JsonObject input)
    {
        var name = RequestedSync.Configuration(call, _service, input).ResourceName;
        throw new AwsErrorException("SyncBlockerDoesNotExistException", $"Unable to continue. The sync blocker does not exist. ({name} {input.Text("Id")})");
    }

    private static AwsErrorException NeverSynced(string subject) => new("ResourceNotFoundException", $"{subject} was never synced.");
}
