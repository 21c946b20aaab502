using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Connections;

/// <summary>Finds the API to call: by the ARN of an existing connection, or by the specified API for a new one.</summary>
internal sealed class ConnectionApis
{
    private readonly ClientSet _clients;
    private readonly ServiceCaller _caller;

    public ConnectionApis(ClientSet clients, ServiceCaller caller, ConsoleLinks links)
    {
        _clients = clients;
        _caller = caller;
        Mapper = new ConnectionMapper(links);
    }

    public ConnectionMapper Mapper { get; }

    public IConnectionApi Get(ConnectionApi api, string region) => api == ConnectionApi.CodeConnections
        ? new CodeConnectionsApi(_clients.CodeConnections(region), _caller, Mapper, region)
        : new CodeStarConnectionsApi(_clients.CodeStarConnections(region), _caller, Mapper, region);

    /// <summary>Gets the API of an existing connection, in the ARN's own Region.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: the ARN is not the ARN of a connection.</exception>
    public IConnectionApi ForArn(string connectionArn) =>
        ConnectionRules.TryParseArn(connectionArn, out var arn)
            ? Get(ConnectionRules.ApiOf(arn), arn.Region)
            : throw ServiceException.FromFindings([ConnectionRules.CheckArn(connectionArn)!]);
}
