using System.Threading;
using System.Threading.Tasks;
using Amazon.SecurityToken.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.Connections;

/// <summary>Finds the account of the credentials. Only a connection that may belong to another account needs it, so most commands make no call.</summary>
internal sealed class CallerAccount
{
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;
    private readonly string _region;
    private string? _known;

    public CallerAccount(ClientSet clients, ServiceCaller caller, string region)
    {
        _clients = clients;
        _caller = caller;
        _region = region;
    }

    /// <summary>Gets the account, or null if AWS does not return it. Then only better messages are missing.</summary>
    public async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        if (_known is null)
        {
            try
            {
                var call = new Call("sts", "GetCallerIdentity", _region, null);
                var response = await _caller.InvokeAsync(call, ct => _clients.CallerIdentity(_region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), ct), cancellationToken).ConfigureAwait(false);
                _known = response.Account;
            }
            catch (ServiceException failure)
            {
                _caller.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The account of the credentials is not known: {failure.Message}"));
            }
        }

        return _known;
    }
}
