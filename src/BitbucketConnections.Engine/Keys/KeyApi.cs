using System.Threading;
using System.Threading.Tasks;
using Amazon.KeyManagementService.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.Keys;

/// <summary>Calls KMS for encryption keys.</summary>
internal sealed class KeyApi
{
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public KeyApi(ClientSet clients, ServiceCaller caller)
    {
        _clients = clients;
        _caller = caller;
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
