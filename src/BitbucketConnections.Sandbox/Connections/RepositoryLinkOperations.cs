using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Handles the operations on repository links of one of the two APIs.</summary>
internal sealed class RepositoryLinkOperations
{
    private readonly string _service;

    /// <summary>Initializes a new instance of the <see cref="RepositoryLinkOperations"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public RepositoryLinkOperations(string service) => _service = service;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All() =>
    [
        new("CreateRepositoryLink", RepositoryLinkShapes.Create, Create),
        new("GetRepositoryLink", RepositoryLinkShapes.ById, (call, input) => Answer(Find(call, input))),
        new("ListRepositoryLinks", RepositoryLinkShapes.List, List),
        new("UpdateRepositoryLink", RepositoryLinkShapes.Update, Update),
        new("DeleteRepositoryLink", RepositoryLinkShapes.ById, Delete),
    ];

    private JsonObject Create(ServiceCall call, JsonObject input)
    {
        var connection = Connection(call, input.Text("ConnectionArn")!);
        var store = call.RegionState.Part<RepositoryLinkStore>();
        var owner = input.Text("OwnerId")!;
        var repository = input.Text("RepositoryName")!;
        if (store.Find(connection.Arn, owner, repository) is { } twin)
        {
            throw ConnectionErrors.AlreadyExists(twin.Arn);
        }

        if (store.Links.Count >= RepositoryLinkStore.Quota)
        {
            throw ConnectionErrors.LimitExceeded("repository links");
        }

        var id = Guid.NewGuid().ToString("D");
        var link = new RepositoryLinkRecord
        {
            Sequence = call.State.NextSequence(),
            Id = id,
            Arn = $"arn:{call.Partition}:{_service}:{call.Region}:{call.AccountId}:repository-link/{id}",
            Service = _service,
            ConnectionArn = connection.Arn,
            ProviderType = connection.ProviderType,
            OwnerId = owner,
            RepositoryName = repository,
            EncryptionKeyArn = input.Text("EncryptionKeyArn"),
        };
        ConnectionTags.Set(link, input.Objects("Tags"));
        store.Links.Add(link);
        return Answer(link);
    }

    private JsonObject List(ServiceCall call, JsonObject input) =>
        new ResourceList("RepositoryLinks", $"links/{_service}/{call.AccountId}/{call.Region}/", ConnectionErrors.InvalidInput)
            .Page(input, call.RegionState.Part<RepositoryLinkStore>().Links.Where(link => link.Service == _service), Write);

    private JsonObject Update(ServiceCall call, JsonObject input)
    {
        var link = Find(call, input);
        if (input.Text("ConnectionArn") is { } arn)
        {
            var connection = Connection(call, arn);
            if (connection.ProviderType != link.ProviderType)
            {
                throw Invalid($"The provider of the connection {arn} is {connection.ProviderType}. The provider of the repository link is {link.ProviderType}.");
            }

            if (call.RegionState.Part<RepositoryLinkStore>().Find(arn, link.OwnerId, link.RepositoryName) is { } twin && twin != link)
            {
                throw Invalid($"The repository link {twin.Arn} has the same connection and repository.");
            }

            link.ConnectionArn = arn;
        }

        link.EncryptionKeyArn = input.Text("EncryptionKeyArn") ?? link.EncryptionKeyArn;
        return Answer(link);
    }

    private JsonObject Delete(ServiceCall call, JsonObject input)
    {
        var link = Find(call, input);
        if (call.RegionState.Part<SyncConfigurationStore>().Of(link).FirstOrDefault() is { } user)
        {
            throw new AwsErrorException("SyncConfigurationStillExistsException", $"Unable to continue. The sync configuration of {user.ResourceName} still exists.");
        }

        call.RegionState.Part<RepositoryLinkStore>().Links.Remove(link);
        return [];
    }

    // These operations have no not-found error for the connection.
    private static ConnectionRecord Connection(ServiceCall call, string arn)
    {
        var connection = ConnectionDirectory.Find(call.State, call.AccountId, arn) is { } found && Arn.TryParse(arn, out var parsed) && parsed.Partition == call.Partition
            ? found
            : throw Invalid($"The connection {arn} does not exist.");
        return connection.Status == ConnectionStatuses.Available
            ? connection
            : throw Invalid($"The connection {arn} is not in available state. Its status is {connection.Status}.");
    }

    private static AwsErrorException Invalid(string message) => new(ConnectionErrors.InvalidInput, message);

    private static JsonObject Answer(RepositoryLinkRecord link) => new() { ["RepositoryLinkInfo"] = Write(link) };

    private static JsonObject Write(RepositoryLinkRecord link)
    {
        var output = new JsonObject
        {
            ["ConnectionArn"] = link.ConnectionArn,
            ["OwnerId"] = link.OwnerId,
            ["ProviderType"] = link.ProviderType,
            ["RepositoryLinkArn"] = link.Arn,
            ["RepositoryLinkId"] = link.Id,
            ["RepositoryName"] = link.RepositoryName,
        };
        if (link.EncryptionKeyArn is not null)
        {
            output["EncryptionKeyArn"] = link.EncryptionKeyArn;
        }

        return output;
    }

    private RepositoryLinkRecord Find(ServiceCall call, JsonObject input) => RequestedSync.Link(call, _service, input);
}
