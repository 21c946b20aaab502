using System;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Connections;

/// <summary>Finds the API to call: by the ARN of an existing connection, or by the specified API for a new one.</summary>
internal sealed class ConnectionApis
{
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public ConnectionApis(ClientSet clients, ServiceCaller caller, ConsoleLinks links, CallerAccount account)
    {
        Account = account;
        _clients = clients;
        _caller = caller;
        Mapper = new ConnectionMapper(links);
    }

    public CallerAccount Account { get; }

    public ConnectionMapper Mapper { get; }

    public IConnectionApi Get(ConnectionApi api, string region) => api == ConnectionApi.CodeConnections
        ? new CodeConnectionsApi(_clients.CodeConnections(region), _caller, Mapper, region)
        : new CodeStarConnectionsApi(_clients.CodeStarConnections(region), _caller, Mapper, region);

    /// <summary>Calls the API of an existing connection, in the ARN's own Region. A refusal because of another account names both accounts.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: the ARN is not the ARN of a connection.</exception>
    public async Task<T> CallAsync<T>(string connectionArn, Func<IConnectionApi, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(ForArn(connectionArn)).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.IsNotFound || failure.IsAccessDenied)
        {
            var account = await Account.FindAsync(cancellationToken).ConfigureAwait(false);
            if (ConnectionSharing.Explain(connectionArn, account) is { } sentences)
            {
                throw failure.WithSentence(sentences);
            }

            throw;
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(string connectionArn, Func<IConnectionApi, Task> call, CancellationToken cancellationToken) => CallAsync(
        connectionArn,
        async api =>
        {
            await call(api).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Gets the API of an existing connection, in the ARN's own Region.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: the ARN is not the ARN of a connection.</exception>
    public IConnectionApi ForArn(string connectionArn) =>
        ConnectionRules.TryParseArn(connectionArn, out var arn)
            ? Get(ConnectionRules.ApiOf(arn), arn.Region)
            : throw ServiceException.FromFindings([ConnectionRules.CheckArn(connectionArn)!]);
}
