using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Connections;

/// <summary>
/// Waits for connections. Connections of the same API and Region need one list call per page and poll; a single connection needs
/// one GetConnection.
/// </summary>
internal sealed class ConnectionWaiter : IConnectionWaiter
{
    private readonly ConnectionApis _apis;
    private readonly Dictionary<(ConnectionApi Api, string Region), IConnectionApi> _used = [];
    private readonly IDiagnosticSink _diagnostics;
    private readonly WaitList<WaitingConnection, Connection> _waiting;

    public ConnectionWaiter(
        ConnectionApis apis, IReadOnlyList<string> connectionArns, WaitOptions options, IDiagnosticSink diagnostics, IClock clock)
    {
        _apis = apis;
        _diagnostics = diagnostics;
        var connections = connectionArns.Distinct(StringComparer.Ordinal).Select(arn => new WaitingConnection(arn));
        _waiting = new WaitList<WaitingConnection, Connection>(connections, options, clock);
    }

    public async Task<ConnectionPoll> PollAsync(CancellationToken cancellationToken)
    {
        var done = await _waiting.PollAsync(ApiOf, LookAsync, cancellationToken).ConfigureAwait(false);
        return new ConnectionPoll
        {
            Available = done.Where(w => w.Failure is null).Select(w => w.LastSeen!).ToList(),
            Failed = done.Where(w => w.Failure is not null).Select(w => w.ToFailure()).ToList(),
            Waiting = _waiting.Waiting.Select(w => w.LastSeen!).ToList(),
            IsCompleted = _waiting.IsCompleted,
            Remaining = _waiting.Schedule.Remaining,
            Delay = _waiting.Schedule.Delay,
        };
    }

    private IConnectionApi ApiOf(WaitingConnection waiting)
    {
        var key = (waiting.Api, waiting.Region);
        if (!_used.TryGetValue(key, out var api))
        {
            _used.Add(key, api = _apis.Get(waiting.Api, waiting.Region));
        }

        return api;
    }

    private async Task LookAsync(IConnectionApi api, List<WaitingConnection> group, CancellationToken cancellationToken)
    {
        var seen = group.Count == 1
            ? await GetAsync(api, group[0].Arn, cancellationToken).ConfigureAwait(false)
            : await ListAsync(api, group, cancellationToken).ConfigureAwait(false);
        foreach (var waiting in group)
        {
            waiting.See(seen.TryGetValue(waiting.Arn, out var connection) ? connection : null, _diagnostics);
        }
    }

    private static async Task<Dictionary<string, Connection>> GetAsync(IConnectionApi api, string arn, CancellationToken cancellationToken)
    {
        try
        {
            return new Dictionary<string, Connection> { [arn] = await api.GetAsync(arn, cancellationToken).ConfigureAwait(false) };
        }
        catch (ServiceException failure) when (failure.IsNotFound)
        {
            return [];
        }
    }

    private async Task<Dictionary<string, Connection>> ListAsync(
        IConnectionApi api, List<WaitingConnection> group, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<string>(group.Select(w => w.Arn), StringComparer.Ordinal);
        var seen = new Dictionary<string, Connection>(StringComparer.Ordinal);
        string? token = null;
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            var (items, next) = await api.ListAsync(null, token, cancellationToken).ConfigureAwait(false);
            foreach (var connection in items.Where(c => wanted.Contains(c.ConnectionArn)))
            {
                seen[connection.ConnectionArn] = connection;
            }

            token = next;
        }
        while (seen.Count < wanted.Count && token is { Length: > 0 } && IsNew(tokens, token, api));

        // A list may not have the connections that other accounts share.
        foreach (var arn in wanted.Where(arn => !seen.ContainsKey(arn) && ConnectionSharing.CanBeShared(arn)))
        {
            foreach (var connection in await GetAsync(api, arn, cancellationToken).ConfigureAwait(false))
            {
                seen.Add(connection.Key, connection.Value);
            }
        }

        return seen;
    }

    private bool IsNew(HashSet<string> tokens, string token, IConnectionApi api)
    {
        var isNew = tokens.Add(token);
        if (!isNew)
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"{api.ServiceName} returned the same page again. Connections after it can't be read."));
        }

        return isNew;
    }
}
