using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Handles the operations on hosts of one of the two APIs.</summary>
internal sealed class HostOperations
{
    private static readonly string[] s_installedProviders = ["GitHubEnterpriseServer", "GitLabSelfManaged"];

    private readonly string _service;

    /// <summary>Initializes a new instance of the <see cref="HostOperations"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public HostOperations(string service) => _service = service;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All()
    {
        var shapes = new HostShapes(_service);
        return
        [
            new("CreateHost", shapes.Create, Create),
            new("GetHost", shapes.ByArn, (call, input) => Write(Find(call, input))),
            new("ListHosts", shapes.List, List),
            new("UpdateHost", shapes.Update, Update),
            new("DeleteHost", shapes.ByArn, Delete),
        ];
    }

    private JsonObject Create(ServiceCall call, JsonObject input)
    {
        var provider = input.Text("ProviderType")!;
        if (!s_installedProviders.Contains(provider))
        {
            throw new AwsErrorException("ValidationException", $"The ProviderType {provider} does not have hosts. Hosts are for {string.Join(" and ", s_installedProviders)}.");
        }

        var hosts = call.RegionState.Part<HostStore>().Hosts;
        var endpoint = input.Text("ProviderEndpoint")!;
        if (hosts.Exists(host => host.ProviderEndpoint == endpoint))
        {
            // The model of CreateHost has no error for it.
            throw new AwsErrorException("ValidationException", EndpointInUse(endpoint));
        }

        if (hosts.Count >= HostStore.Quota)
        {
            throw ConnectionErrors.LimitExceeded("hosts");
        }

        var name = input.Text("Name")!;
        var created = new HostRecord
        {
            Sequence = call.State.NextSequence(),
            Arn = $"arn:{call.Partition}:{_service}:{call.Region}:{call.AccountId}:host/{name}-{Guid.NewGuid().ToString("N").Substring(0, 8)}",
            Service = _service,
            Name = name,
            ProviderType = provider,
            ProviderEndpoint = endpoint,
            Vpc = HostVpc.Read(input),
        };
        ConnectionTags.Set(created, input.Objects("Tags"));
        hosts.Add(created);
        var output = new JsonObject { ["HostArn"] = created.Arn };
        if (created.Tags.Count > 0)
        {
            output["Tags"] = ConnectionTags.Write(created);
        }

        return output;
    }

    private JsonObject List(ServiceCall call, JsonObject input)
    {
        var list = new ResourceList("Hosts", $"hosts/{_service}/{call.AccountId}/{call.Region}/", "ValidationException");
        return list.Page(input, call.RegionState.Part<HostStore>().Hosts.Where(host => host.Service == _service), host =>
        {
            var output = Write(host);
            output["HostArn"] = host.Arn;
            return output;
        });
    }

    private JsonObject Update(ServiceCall call, JsonObject input)
    {
        var host = Find(call, input);
        if (host.Status != ConnectionStatuses.Pending)
        {
            throw new AwsErrorException(
                "UnsupportedOperationException", $"The operation is not supported. Check the connection status and try again. (The status of the host is {host.Status}. Only a PENDING host can be updated.)");
        }

        var endpoint = input.Text("ProviderEndpoint") ?? host.ProviderEndpoint;
        if (call.RegionState.Part<HostStore>().Hosts.Exists(other => other != host && other.ProviderEndpoint == endpoint))
        {
            throw new AwsErrorException("ConflictException", EndpointInUse(endpoint));
        }

        host.ProviderEndpoint = endpoint;
        host.Vpc = HostVpc.Read(input) ?? host.Vpc;
        return [];
    }

    private JsonObject Delete(ServiceCall call, JsonObject input)
    {
        var host = Find(call, input);
        var users = call.RegionState.Part<ConnectionStore>().Connections.Count(connection => connection.Host == host);
        if (users > 0)
        {
            throw new AwsErrorException("ResourceUnavailableException", $"The host {host.Arn} is in use by {users} connection{(users == 1 ? string.Empty : "s")}. Delete its connections first.");
        }

        call.RegionState.Part<HostStore>().Hosts.Remove(host);
        return [];
    }

    private static string EndpointInUse(string endpoint) => $"The ProviderEndpoint {endpoint} is in use by another host.";

    private static JsonObject Write(HostRecord host)
    {
        var output = new JsonObject
        {
            ["Name"] = host.Name,
            ["Status"] = host.Status,
            ["ProviderType"] = host.ProviderType,
            ["ProviderEndpoint"] = host.ProviderEndpoint,
        };
        if (host.Vpc is not null)
        {
            output["VpcConfiguration"] = host.Vpc.Write();
        }

        return output;
    }

    private HostRecord Find(ServiceCall call, JsonObject input) => RequestedHost.Find(call, _service, input.Text("HostArn")!);
}
