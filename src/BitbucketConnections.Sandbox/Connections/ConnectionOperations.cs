using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>Handles the operations that create, get, list and delete connections of one of the two APIs.</summary>
internal sealed class ConnectionOperations
{
    /// <summary>The default page size. AWS's default is not documented.</summary>
    private const int DefaultPageSize = 100;

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
        if (input.Text("HostArn") is { } host)
        {
            throw new AwsErrorException("ResourceUnavailableException", $"Resource not found. Verify the ARN for the host resource and try again. ({host})");
        }

        var provider = input.Text("ProviderType")
            ?? throw new AwsErrorException("ValidationException", "Either ProviderType or HostArn is required.");
        var connections = call.RegionState.Part<ConnectionStore>().Connections;
        if (connections.Count >= call.State.Limits.Connections)
        {
            throw new AwsErrorException("LimitExceededException", "Exceeded the maximum limit for connections.");
        }

        var connection = new ConnectionRecord
        {
            Sequence = call.State.NextSequence(),
            Arn = $"arn:{call.Partition}:{_service}:{call.Region}:{call.AccountId}:connection/{Guid.NewGuid():D}",
            Service = _service,
            Name = input.Text("ConnectionName")!,
            ProviderType = provider,
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
        // No connection here has a host, so a host filter returns an empty list.
        var provider = input.Text("ProviderTypeFilter");
        var host = input.Text("HostArnFilter");
        var list = $"{_service}/{call.AccountId}/{call.Region}/{provider}/{host}/";
        var after = After(list, input.Text("NextToken"));
        var size = input.Number("MaxResults") is > 0 and var asked ? asked : DefaultPageSize;
        var matching = ConnectionDirectory.InPartition(call.State, call.AccountId, call.Partition)
            .Where(c => c.Service == _service && c.Sequence > after && host is null && (provider is null || c.ProviderType == provider))
            .Take(size + 1)
            .ToList();
        var page = matching.Take(size).ToList();
        var output = new JsonObject { ["Connections"] = new JsonArray([.. page.Select(Write)]) };
        if (matching.Count > size)
        {
            output["NextToken"] = PageToken.Write(list, page[size - 1].Sequence.ToString(CultureInfo.InvariantCulture));
        }

        return output;
    }

    private JsonObject Delete(ServiceCall call, JsonObject input)
    {
        call.RegionState.Part<ConnectionStore>().Connections.Remove(RequestedConnection.FindOwn(call, _service, input.Text("ConnectionArn")!));
        return [];
    }

    private static long After(string list, string? token)
    {
        if (token is null)
        {
            return 0;
        }

        return long.TryParse(PageToken.Read(list, token), NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw new AwsErrorException("ValidationException", "The NextToken is not one of this list.");
    }

    private static JsonObject Write(ConnectionRecord connection) => new()
    {
        ["ConnectionName"] = connection.Name,
        ["ConnectionArn"] = connection.Arn,
        ["ProviderType"] = connection.ProviderType,
        ["OwnerAccountId"] = connection.OwnerAccountId,
        ["ConnectionStatus"] = connection.Status,
    };
}
