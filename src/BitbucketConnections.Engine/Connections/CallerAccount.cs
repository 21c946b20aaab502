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
    private ResourceTurns? _turns;
    private volatile CallerIdentity? _known;
    private volatile int _attempts;

    public CallerAccount(ClientSet clients, ServiceCaller caller, string region)
    {
        _clients = clients;
        _caller = caller;
        _region = region;
    }

    /// <summary>Gets the account, or null if AWS does not return it. Then only better messages are missing.</summary>
    public async Task<string?> FindAsync(CancellationToken cancellationToken) => (await FindIdentityAsync(cancellationToken).ConfigureAwait(false))?.AccountId;

    /// <summary>Gets the identity of the credentials, or null if AWS does not return it.</summary>
    public async Task<CallerIdentity?> FindIdentityAsync(CancellationToken cancellationToken)
    {
        if (_known is not null)
        {
            return _known;
        }

        // Several inputs can need the account at the same time. Those that wait for a call use its result, even if it failed.
        var attempts = _attempts;
        return await LazyInitializer.EnsureInitialized(ref _turns, () => new ResourceTurns())!.RunAsync(
            "account",
            async () =>
            {
                if (_attempts == attempts)
                {
                    _known = await CallAsync(cancellationToken).ConfigureAwait(false);
                    _attempts++;
                }

                return _known;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<CallerIdentity?> CallAsync(CancellationToken cancellationToken)
    {
        try
        {
            var call = new Call("sts", "GetCallerIdentity", _region, null);
            var response = await _caller.InvokeAsync(call, ct => _clients.CallerIdentity(_region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), ct), cancellationToken).ConfigureAwait(false);
            return response.Account is null ? null : new CallerIdentity(response.Account, response.Arn);
        }
        catch (ServiceException failure)
        {
            _caller.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The account of the credentials is not known: {failure.Message}"));
            return null;
        }
    }
}
