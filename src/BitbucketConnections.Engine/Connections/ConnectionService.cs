using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Sessions;

namespace BitbucketConnections.Engine.Connections;

/// <summary>Connections of both APIs.</summary>
internal sealed class ConnectionService : IConnectionService
{
    private static readonly TimeSpan[] s_readAfterCreate =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    private readonly ConnectionApis _apis;
    private readonly string _region;
    private readonly IDiagnosticSink _diagnostics;
    private readonly IClock _clock;

    public ConnectionService(ConnectionApis apis, string region, IDiagnosticSink diagnostics, IClock clock)
    {
        _apis = apis;
        _region = region;
        _diagnostics = diagnostics;
        _clock = clock;
    }

    public async Task<Connection> CreateAsync(ConnectionRequest request, CancellationToken cancellationToken)
    {
        var findings = TagRules.Check(request.Tags).Prepend(ConnectionRules.CheckName(request.ConnectionName)).OfType<Finding>().ToList();
        if (findings.Count > 0)
        {
            throw ServiceException.FromFindings(findings);
        }

        var api = _apis.Get(request.Api, _region);
        var arn = await api.CreateAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadNewAsync(api, arn, request, cancellationToken).ConfigureAwait(false);
    }

    public Task<Connection> GetAsync(string connectionArn, CancellationToken cancellationToken) =>
        _apis.ForArn(connectionArn).GetAsync(connectionArn, cancellationToken);

    public Task<Page<Connection>> ListAsync(ConnectionQuery query, PageCursor? cursor, CancellationToken cancellationToken)
    {
        var listing = (ConnectionListing?)cursor ?? new ConnectionListing(_apis, query, query.Region ?? _region, _diagnostics);
        return listing.NextPageAsync(cancellationToken);
    }

    public Task DeleteAsync(string connectionArn, CancellationToken cancellationToken) =>
        _apis.ForArn(connectionArn).DeleteAsync(connectionArn, cancellationToken);

    public IConnectionWaiter CreateWaiter(IReadOnlyList<string> connectionArns, WaitOptions options) =>
        new ConnectionWaiter(_apis, connectionArns, options, _diagnostics, _clock);

    // A connection may not be readable right after it was made. Its ARN must not be lost for that.
    private async Task<Connection> ReadNewAsync(
        IConnectionApi api, string arn, ConnectionRequest request, CancellationToken cancellationToken)
    {
        foreach (var delay in s_readAfterCreate)
        {
            try
            {
                return await api.GetAsync(arn, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException missing) when (missing.ErrorCode == "ResourceNotFoundException")
            {
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException failure)
            {
                _diagnostics.Write(new DiagnosticEvent(
                    DiagnosticLevel.Warning, $"The connection {arn} is created, but can't be read back: {failure.Message}"));
                break;
            }
        }

        var account = Arn.TryParse(arn, out var parsed) ? parsed.AccountId : null;
        return _apis.Mapper.Map(arn, request.ConnectionName, ConnectionStatuses.Pending, "Bitbucket", account, null);
    }
}
