using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Handles the operations that create, get, list and delete connections of one of the two APIs.</summary>
internal sealed class ConnectionOperations
{
    private readonly string _service;

    /// <summary>Initializes a new instance of the <see cref="ConnectionOperations"/> class.</summary>
    /// <param name="service">The service segment of the API's ARNs.</param>
    public ConnectionOperations(string service) => _service = service;

    /// <summary>Gets the operations.</summary>
    /// <param name="shapes">The inputs.</param>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All(ConnectionShapes shapes) =>
    [
        new("CreateConnection", shapes.Create, Create),
        new("GetConnection", shapes.ByArn, Get),
        new("ListConnections", shapes.List, List),
        new("DeleteConnection", shapes.ByArn, Delete),
    ];

    private JsonObject Create(ServiceCall call, JsonObject input)
    {
        var host = input.Text("HostArn") is { } hostArn ? RequestedHost.ToUse(call, hostArn) : null;
        var provider = input.Text("ProviderType") ?? host?.ProviderType
            ?? throw new AwsErrorException("ValidationException", "Either ProviderType or HostArn is required.");
        if (host is not null && provider != host.ProviderType)
        {
            throw new AwsErrorException("ValidationException", $"The ProviderType {provider} is not that of the host, which is {host.ProviderType}.");
        }

        var connections = call.RegionState.Part<ConnectionStore>().Connections;
        if (connections.Count >= call.State.Limits.Connections)
        {
            throw ConnectionErrors.LimitExceeded("connections");
        }

        var connection = new ConnectionRecord
        {
            Sequence = call.State.NextSequence(),
            Arn = $"arn:{call.Partition}:{_service}:{call.Region}:{call.AccountId}:connection/{Guid.NewGuid():D}",
            Service = _service,
            Name = input.Text("ConnectionName")!,
            ProviderType = provider,
            Host = host,
            OwnerAccountId = call.AccountId,
        };
        ConnectionTags.Set(connection, input.Objects("Tags"));
        connections.Add(connection);
        var output = new JsonObject { ["ConnectionArn"] = connection.Arn };
        if (connection.Tags.Count > 0)
        {
            output["Tags"] = ConnectionTags.Write(connection);
        }

        return output;
    }

    private JsonObject Get(ServiceCall call, JsonObject input) =>
        new() { ["Connection"] = Write(RequestedConnection.FindReadable(call, _service, input.Text("ConnectionArn")!)) };

    private JsonObject List(ServiceCall call, JsonObject input)
    {
        var provider = input.Text("ProviderTypeFilter");
        var host = input.Text("HostArnFilter");
        var list = new ResourceList("Connections", $"{_service}/{call.AccountId}/{call.Region}/{provider}/{host}/", "ValidationException");
        var matching = ConnectionDirectory.InPartition(call.State, call.AccountId, call.Partition)
            .Where(c => c.Service == _service && (host is null || c.Host?.Arn == host) && (provider is null || c.ProviderType == provider));
        return list.Page(input, matching, Write);
    }

    private JsonObject Delete(ServiceCall call, JsonObject input)
    {
        call.RegionState.Part<ConnectionStore>().Connections.Remove(RequestedConnection.FindOwn(call, _service, input.Text("ConnectionArn")!));
        return [];
    }

    private static JsonObject Write(ConnectionRecord connection)
    {
        var output = new JsonObject
        {
            ["ConnectionName"] = connection.Name,
            ["ConnectionArn"] = connection.Arn,
            ["ProviderType"] = connection.ProviderType,
            ["OwnerAccountId"] = connection.OwnerAccountId,
            ["ConnectionStatus"] = connection.Status,
        };
        if (connection.Host is not null)
        {
            output["HostArn"] = connection.Host.Arn;
        }

        return output;
    }
}
