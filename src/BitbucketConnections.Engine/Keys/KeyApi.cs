using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Amazon.KeyManagementService.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.Keys;

/// <summary>Calls KMS for encryption keys.</summary>
internal sealed class KeyApi
{
    // The most that KMS returns in a page of aliases.
    private const int PageSize = 100;
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public KeyApi(ClientSet clients, ServiceCaller caller)
    {
        _clients = clients;
        _caller = caller;
    }

    /// <summary>Lists aliases of the Region, at most a number of pages.</summary>
    public Task<IReadOnlyList<AliasListEntry>> ListAliasesAsync(string region, int pages, CancellationToken cancellationToken) => ListAsync(
        pages,
        async marker =>
        {
            var request = new ListAliasesRequest { Limit = PageSize, Marker = marker };
            var page = await _caller.InvokeAsync(
                new Call("kms", "ListAliases", region, null), ct => _clients.KeyManagement(region).ListAliasesAsync(request, ct), cancellationToken).ConfigureAwait(false);
            return (page.Aliases ?? [], page.Truncated == true ? page.NextMarker : null);
        });

    /// <summary>Lists keys of the Region, at most a number of pages.</summary>
    public Task<IReadOnlyList<KeyListEntry>> ListAsync(string region, int pages, CancellationToken cancellationToken) => ListAsync(
        pages,
        async marker =>
        {
            var request = new ListKeysRequest { Limit = PageSize, Marker = marker };
            var page = await _caller.InvokeAsync(
                new Call("kms", "ListKeys", region, null), ct => _clients.KeyManagement(region).ListKeysAsync(request, ct), cancellationToken).ConfigureAwait(false);
            return (page.Keys ?? [], page.Truncated == true ? page.NextMarker : null);
        });

    private static async Task<IReadOnlyList<T>> ListAsync<T>(int pages, Func<string?, Task<(List<T> Items, string? Next)>> read)
    {
        var found = new List<T>();
        string? marker = null;
        do
        {
            var (items, next) = await read(marker).ConfigureAwait(false);
            found.AddRange(items);
            marker = next;
            pages--;
        }
        while (!string.IsNullOrEmpty(marker) && pages > 0);
        return found;
    }

    public async Task<KeyMetadata> DescribeAsync(string keyId, string region, CancellationToken cancellationToken)
    {
        var call = new Call("kms", "DescribeKey", region, keyId);
        var response = await _caller.InvokeAsync(
            call, ct => _clients.KeyManagement(region).DescribeKeyAsync(new DescribeKeyRequest { KeyId = keyId }, ct), cancellationToken).ConfigureAwait(false);
        return ServiceCaller.Required(response.KeyMetadata, "KeyMetadata", call);
    }

    /// <summary>Gets the policy of a key.</summary>
    public async Task<string> GetPolicyAsync(string keyArn, string region, CancellationToken cancellationToken)
    {
        var call = new Call("kms", "GetKeyPolicy", region, keyArn);
        var response = await _caller.InvokeAsync(
            call, ct => _clients.KeyManagement(region).GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = keyArn, PolicyName = "default" }, ct), cancellationToken).ConfigureAwait(false);
        return ServiceCaller.Required(response.Policy, "Policy", call);
    }
}
