using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Handles the operations on sync configurations of one of the two APIs.</summary>
internal sealed class SyncConfigurationOperations
{
    private readonly string _service;

    /// <summary>Initializes a new instance of the <see cref="SyncConfigurationOperations"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public SyncConfigurationOperations(string service) => _service = service;

    /// <summary>Gets the operations.</summary>
    /// <param name="shapes">The inputs.</param>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All(SyncShapes shapes) =>
    [
        new("CreateSyncConfiguration", shapes.Create, Create),
        new("GetSyncConfiguration", shapes.ByResource, (call, input) => Answer(RequestedSync.Configuration(call, _service, input))),
        new("ListSyncConfigurations", shapes.List, List),
        new("UpdateSyncConfiguration", shapes.Update, Update),
        new("DeleteSyncConfiguration", shapes.ByResource, Delete),
        new("ListRepositorySyncDefinitions", shapes.ByRepository, ListDefinitions),
    ];

    private JsonObject Create(ServiceCall call, JsonObject input)
    {
        // The operation has no not-found error for the link.
        var link = RequestedSync.FindLink(call, _service, input)
            ?? throw new AwsErrorException(ConnectionErrors.InvalidInput, $"The repository link {input.Text("RepositoryLinkId")} does not exist.");
        var store = call.RegionState.Part<SyncConfigurationStore>();
        var (syncType, name, branch) = (input.Text("SyncType")!, input.Text("ResourceName")!, input.Text("Branch")!);
        if (store.Find(syncType, name) is not null)
        {
            throw ConnectionErrors.AlreadyExists($"{syncType} {name}");
        }

        if (store.Configurations.Count >= SyncConfigurationStore.Quota)
        {
            throw ConnectionErrors.LimitExceeded("sync configurations");
        }

        if (store.IsFull(link, branch))
        {
            throw ConnectionErrors.LimitExceeded("sync configurations of a branch");
        }

        var created = new SyncConfigurationRecord
        {
            Sequence = call.State.NextSequence(),
            Service = _service,
            SyncType = syncType,
            ResourceName = name,
            Link = link,
            Branch = branch,
            ConfigFile = input.Text("ConfigFile")!,
            RoleArn = input.Text("RoleArn")!,
        };
        SetOptions(created, input);
        store.Configurations.Add(created);
        return Answer(created);
    }

    private JsonObject List(ServiceCall call, JsonObject input)
    {
        var link = RequestedSync.Link(call, _service, input);
        return new ResourceList("SyncConfigurations", $"syncs/{link.Arn}/", ConnectionErrors.InvalidInput).Page(input, Of(call, link, input), Write);
    }

    private JsonObject ListDefinitions(ServiceCall call, JsonObject input) => new()
    {
        ["RepositorySyncDefinitions"] = new JsonArray([.. Of(call, RequestedSync.Link(call, _service, input), input).Select(configuration => new JsonObject
        {
            ["Branch"] = configuration.Branch,
            ["Directory"] = configuration.ConfigFile,

            // The parent of a stack is the stack itself.
            ["Parent"] = configuration.ResourceName,
            ["Target"] = configuration.ResourceName,
        })]),
    };

    private JsonObject Update(ServiceCall call, JsonObject input)
    {
        var configuration = RequestedSync.Configuration(call, _service, input);
        var link = input.Text("RepositoryLinkId") is null ? configuration.Link : RequestedSync.Link(call, _service, input);
        var branch = input.Text("Branch") ?? configuration.Branch;
        if (call.RegionState.Part<SyncConfigurationStore>().IsFull(link, branch, configuration))
        {
            // The operation has no error for quotas.
            throw new AwsErrorException(ConnectionErrors.InvalidInput, "Exceeded the maximum limit for sync configurations of a branch.");
        }

        configuration.Link = link;
        configuration.Branch = branch;
        configuration.ConfigFile = input.Text("ConfigFile") ?? configuration.ConfigFile;
        configuration.RoleArn = input.Text("RoleArn") ?? configuration.RoleArn;
        SetOptions(configuration, input);
        return Answer(configuration);
    }

    // The operation has no not-found error: a second call succeeds too.
    private JsonObject Delete(ServiceCall call, JsonObject input)
    {
        if (RequestedSync.FindConfiguration(call, _service, input) is { } configuration)
        {
            call.RegionState.Part<SyncConfigurationStore>().Configurations.Remove(configuration);
        }

        return [];
    }

    private static IEnumerable<SyncConfigurationRecord> Of(ServiceCall call, RepositoryLinkRecord link, JsonObject input) =>
        call.RegionState.Part<SyncConfigurationStore>().Of(link).Where(configuration => configuration.SyncType == input.Text("SyncType"));

    // The older API ignores members that it does not have.
    private static void SetOptions(SyncConfigurationRecord configuration, JsonObject input)
    {
        configuration.PublishDeploymentStatus = input.Text("PublishDeploymentStatus") ?? configuration.PublishDeploymentStatus;
        configuration.TriggerResourceUpdateOn = input.Text("TriggerResourceUpdateOn") ?? configuration.TriggerResourceUpdateOn;
        if (configuration.Service == ConnectionRules.CodeConnectionsService)
        {
            configuration.PullRequestComment = input.Text("PullRequestComment") ?? configuration.PullRequestComment;
        }
    }

    private static JsonObject Answer(SyncConfigurationRecord configuration) => new() { ["SyncConfiguration"] = Write(configuration) };

    private static JsonObject Write(SyncConfigurationRecord configuration)
    {
        var output = new JsonObject
        {
            ["Branch"] = configuration.Branch,
            ["ConfigFile"] = configuration.ConfigFile,
            ["OwnerId"] = configuration.Link.OwnerId,
            ["ProviderType"] = configuration.Link.ProviderType,
            ["RepositoryLinkId"] = configuration.Link.Id,
            ["RepositoryName"] = configuration.Link.RepositoryName,
            ["ResourceName"] = configuration.ResourceName,
            ["RoleArn"] = configuration.RoleArn,
            ["SyncType"] = configuration.SyncType,
        };
        foreach (var (name, value) in new[]
        {
            ("PublishDeploymentStatus", configuration.PublishDeploymentStatus),
            ("TriggerResourceUpdateOn", configuration.TriggerResourceUpdateOn),
            ("PullRequestComment", configuration.PullRequestComment),
        })
        {
            if (value is not null)
            {
                output[name] = value;
            }
        }

        return output;
    }
}
