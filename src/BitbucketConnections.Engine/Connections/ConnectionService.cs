using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Connections;

/// <summary>Manages connections of both APIs.</summary>
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
        var arn = await CreateAsync(api, request, cancellationToken).ConfigureAwait(false);
        return await ReadNewAsync(api, arn, request, cancellationToken).ConfigureAwait(false);
    }

    public Task<Connection> GetAsync(string connectionArn, CancellationToken cancellationToken) =>
        _apis.CallAsync(connectionArn, api => api.GetAsync(connectionArn, cancellationToken), cancellationToken);

    public Task<string?> FindAccountAsync(CancellationToken cancellationToken) => _apis.Account.FindAsync(cancellationToken);

    public Task<Page<Connection>> ListAsync(ConnectionQuery query, PageCursor? cursor, CancellationToken cancellationToken)
    {
        var listing = (ConnectionListing?)cursor ?? new ConnectionListing(_apis, query, query.Region ?? _region, _diagnostics);
        return listing.NextPageAsync(cancellationToken);
    }

    public async Task DeleteAsync(string connectionArn, CancellationToken cancellationToken)
    {
        try
        {
            await _apis.CallAsync(connectionArn, api => api.DeleteAsync(connectionArn, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException gone) when (gone.MayHaveTakenEffect && gone.IsNotFound)
        {
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The first attempt deleted the connection {connectionArn}, but its response was lost."));
        }
    }

    public IConnectionWaiter CreateWaiter(IReadOnlyList<string> connectionArns, WaitOptions options) =>
        new ConnectionWaiter(_apis, connectionArns, options, _diagnostics, _clock);

    // AWS accepts duplicate names, so a retry after a lost response may create a second connection.
    private async Task<string> CreateAsync(IConnectionApi api, ConnectionRequest request, CancellationToken cancellationToken)
    {
        using var answers = LostAnswers.Watch();
        var arn = await SendAsync(api, request, cancellationToken).ConfigureAwait(false);
        if (answers.Any)
        {
            await WarnOfTwinsAsync(request, arn, cancellationToken).ConfigureAwait(false);
        }
        else if (request.KnownConnectionArns is { } known)
        {
            await WarnOfOthersAsync(request, arn, known, cancellationToken).ConfigureAwait(false);
        }

        return arn;
    }

    private async Task<string> SendAsync(IConnectionApi api, ConnectionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var arn = await api.CreateAsync(request, cancellationToken).ConfigureAwait(false);
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Created, arn));
            return arn;
        }
        catch (ServiceException failure) when (failure.MayHaveTakenEffect)
        {
            var found = await OutcomeLookup.FindAsync<IReadOnlyList<string>>(failure, async () => await FindPendingAsync(request, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            if (found is null or { Count: 0 })
            {
                throw;
            }

            // Only a connection that did not exist before was certainly created by this call.
            throw request.KnownConnectionArns is { } known
                ? failure.WithCreated(found.Except(known, StringComparer.Ordinal))
                : failure.WithSentence($"This call may have created one of these PENDING connections with the same name: {string.Join(", ", found)}.");
        }
    }

    private async Task<List<string>> FindPendingAsync(ConnectionRequest request, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        PageCursor? cursor = null;
        do
        {
            var page = await ListAsync(new ConnectionQuery { Api = request.Api, Region = _region, RequireComplete = true }, cursor, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Items.Where(c => c.ConnectionName == request.ConnectionName && c.Region == _region && c.ConnectionStatus == ConnectionStatuses.Pending).Select(c => c.ConnectionArn));
            cursor = page.Next;
        }
        while (cursor is not null);
        return found;
    }

    private async Task WarnOfTwinsAsync(ConnectionRequest request, string arn, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var twin in (await FindPendingAsync(request, cancellationToken).ConfigureAwait(false)).Where(found => found != arn))
            {
                _diagnostics.Write(new DiagnosticEvent(
                    DiagnosticLevel.Warning,
                    $"A response was lost while '{request.ConnectionName}' was created, and the request was sent again. The first attempt may have created {twin}, "
                    + $"which has the same name. Remove it if nobody else created it. The new connection is {arn}."));
            }
        }
        catch (ServiceException failure)
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning,
                $"A response was lost while {arn} was created, and the request was sent again. A second connection '{request.ConnectionName}' may exist. {failure.Message}"));
        }
    }

    // AWS has no lock, so only a list after the creation shows a connection that another command created at the same time.
    private async Task WarnOfOthersAsync(ConnectionRequest request, string arn, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var other in (await FindPendingAsync(request, cancellationToken).ConfigureAwait(false)).Except(known, StringComparer.Ordinal).Where(found => found != arn))
            {
                _diagnostics.Write(new DiagnosticEvent(
                    DiagnosticLevel.Warning,
                    $"Another command created a connection with the name '{request.ConnectionName}' at the same time: {other}. The new connection of this command is {arn}. "
                    + "Use only one of them, and remove the other with Remove-BitbucketConnection -ConnectionArn."));
            }
        }
        catch (ServiceException failure)
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning,
                $"The connection {arn} was created, but the connections can't be listed again, so a connection '{request.ConnectionName}' that another command created at the same time would not be found: {failure.Message}"));
        }
    }

    // A connection may not be readable right after its creation. Its ARN must still be returned.
    private async Task<Connection> ReadNewAsync(
        IConnectionApi api, string arn, ConnectionRequest request, CancellationToken cancellationToken)
    {
        foreach (var delay in s_readAfterCreate)
        {
            try
            {
                return await api.GetAsync(arn, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException missing) when (missing.IsNotFound)
            {
                await _clock.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException failure)
            {
                _diagnostics.Write(new DiagnosticEvent(
                    DiagnosticLevel.Warning, $"The connection {arn} was created, but can't be read: {failure.Message}"));
                break;
            }
        }

        var account = Arn.TryParse(arn, out var parsed) ? parsed.AccountId : null;
        return _apis.Mapper.Map(arn, request.ConnectionName, ConnectionStatuses.Pending, ConnectionRules.BitbucketProvider, account, null);
    }
}
