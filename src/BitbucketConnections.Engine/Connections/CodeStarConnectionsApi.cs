using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeStarconnections;
using Amazon.CodeStarconnections.Model;
using BitbucketConnections.Engine.Calling;

namespace BitbucketConnections.Engine.Connections;

/// <summary>One of the two APIs. This file calls <c>codestar-connections</c>. The build generates <c>CodeConnectionsApi</c> from it with the other names.</summary>
internal sealed class CodeStarConnectionsApi : IConnectionApi
{
    private readonly IAmazonCodeStarconnections _client;
    private readonly ServiceCaller _caller;
    private readonly ConnectionMapper _mapper;
    private readonly string _region;

    public CodeStarConnectionsApi(IAmazonCodeStarconnections client, ServiceCaller caller, ConnectionMapper mapper, string region)
    {
        _client = client;
        _caller = caller;
        _mapper = mapper;
        _region = region;
    }

    public string ServiceName => ConnectionRules.CodeStarConnectionsService;

    public async Task<string> CreateAsync(ConnectionRequest request, CancellationToken cancellationToken)
    {
        var message = new CreateConnectionRequest
        {
            ConnectionName = request.ConnectionName,
            ProviderType = ProviderType.Bitbucket,
            Tags = request.Tags is { Count: > 0 } tags ? ToTags(tags) : null,
        };
        var call = Call("CreateConnection", request.ConnectionName);
        var response = await _caller.InvokeAsync(call, ct => _client.CreateConnectionAsync(message, ct), cancellationToken).ConfigureAwait(false);
        return ServiceCaller.Required(response.ConnectionArn, "ConnectionArn", call);
    }

    public async Task<BitbucketConnections.Connection> GetAsync(string arn, CancellationToken cancellationToken)
    {
        var message = new GetConnectionRequest { ConnectionArn = arn };
        var call = Call("GetConnection", arn);
        var response = await _caller.InvokeAsync(call, ct => _client.GetConnectionAsync(message, ct), cancellationToken).ConfigureAwait(false);
        return Map(ServiceCaller.Required(response.Connection, "Connection", call), call);
    }

    public async Task<(IReadOnlyList<BitbucketConnections.Connection> Items, string? NextToken)> ListAsync(
        string? providerType, string? nextToken, CancellationToken cancellationToken)
    {
        var message = new ListConnectionsRequest
        {
            MaxResults = 100,
            NextToken = nextToken,
            ProviderTypeFilter = providerType is null ? null : ProviderType.FindValue(providerType),
        };
        var call = Call("ListConnections", null);
        var response = await _caller.InvokeAsync(call, ct => _client.ListConnectionsAsync(message, ct), cancellationToken).ConfigureAwait(false);
        return ((response.Connections ?? []).ConvertAll(connection => Map(connection, call)), response.NextToken);
    }

    public Task DeleteAsync(string arn, CancellationToken cancellationToken)
    {
        var message = new DeleteConnectionRequest { ConnectionArn = arn };
        return _caller.InvokeAsync(Call("DeleteConnection", arn), ct => _client.DeleteConnectionAsync(message, ct), cancellationToken);
    }

    public async Task<IReadOnlyList<BitbucketConnections.Tag>> ListTagsAsync(string arn, CancellationToken cancellationToken)
    {
        var message = new ListTagsForResourceRequest { ResourceArn = arn };
        var response = await _caller.InvokeAsync(
            Call("ListTagsForResource", arn), ct => _client.ListTagsForResourceAsync(message, ct), cancellationToken).ConfigureAwait(false);
        return (response.Tags ?? []).ConvertAll(tag => new BitbucketConnections.Tag
        {
            ResourceArn = arn, Key = tag.Key!, Value = tag.Value ?? string.Empty, Region = _region,
        });
    }

    public Task TagAsync(string arn, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var message = new TagResourceRequest { ResourceArn = arn, Tags = ToTags(tags) };
        return _caller.InvokeAsync(Call("TagResource", arn), ct => _client.TagResourceAsync(message, ct), cancellationToken);
    }

    public Task UntagAsync(string arn, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var message = new UntagResourceRequest { ResourceArn = arn, TagKeys = keys.ToList() };
        return _caller.InvokeAsync(Call("UntagResource", arn), ct => _client.UntagResourceAsync(message, ct), cancellationToken);
    }

    private static List<Amazon.CodeStarconnections.Model.Tag> ToTags(IReadOnlyDictionary<string, string> tags) =>
        tags.Select(tag => new Amazon.CodeStarconnections.Model.Tag { Key = tag.Key, Value = tag.Value }).ToList();

    private BitbucketConnections.Connection Map(Amazon.CodeStarconnections.Model.Connection connection, Call call) => _mapper.Map(
        ServiceCaller.Required(connection.ConnectionArn, "ConnectionArn", call),
        connection.ConnectionName,
        connection.ConnectionStatus?.Value,
        connection.ProviderType?.Value,
        connection.OwnerAccountId,
        connection.HostArn);

    private Call Call(string operation, string? target) => new(ServiceName, operation, _region, target);
}
