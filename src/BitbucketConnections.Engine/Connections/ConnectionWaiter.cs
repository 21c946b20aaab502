using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calls;
using BitbucketConnections.Engine.Sessions;

namespace BitbucketConnections.Engine.Connections;

/// <summary>
/// Waits for connections. The ones of the same API and Region cost one list call a page a poll; a single one costs
/// one GetConnection.
/// </summary>
internal sealed class ConnectionWaiter : IConnectionWaiter
{
    private readonly ConnectionApis _apis;
    private readonly WaitOptions _options;
    private readonly PollSchedule _schedule;
    private readonly IDiagnosticSink _diagnostics;
    private readonly List<WaitingConnection> _waiting;

    public ConnectionWaiter(
        ConnectionApis apis, IReadOnlyList<string> connectionArns, WaitOptions options, IDiagnosticSink diagnostics, IClock clock)
    {
        _apis = apis;
        _options = options;
        _diagnostics = diagnostics;
        _schedule = new PollSchedule(options, clock);
        _waiting = connectionArns.Distinct(StringComparer.Ordinal).Select(arn => new WaitingConnection(arn)).ToList();
    }

    public async Task<ConnectionPoll> PollAsync(CancellationToken cancellationToken)
    {
        _schedule.Start();
        var isThrottled = false;
        foreach (var group in _waiting.GroupBy(w => (w.Api, w.Region)).ToList())
        {
            isThrottled |= !await LookAsync(group.Key.Api, group.Key.Region, group.ToList(), cancellationToken).ConfigureAwait(false);
        }

        _schedule.Note(isThrottled);
        if (_schedule.Remaining == TimeSpan.Zero)
        {
            _waiting.ForEach(w => w.TimeOut(_options.Timeout));
        }

        var done = _waiting.Where(w => w.IsDone).ToList();
        _waiting.RemoveAll(w => w.IsDone);
        return new ConnectionPoll
        {
            Available = done.Where(w => w.Failure is null).Select(w => w.LastSeen!).ToList(),
            Failed = done.Where(w => w.Failure is not null).Select(w => w.ToFailure()).ToList(),
            Waiting = _waiting.Where(w => w.LastSeen is not null).Select(w => w.LastSeen!).ToList(),
            IsCompleted = _waiting.Count == 0,
            Remaining = _schedule.Remaining,
            Delay = _schedule.Delay,
        };
    }

    // False: the service said to come later.
    private async Task<bool> LookAsync(
        ConnectionApi kind, string region, List<WaitingConnection> group, CancellationToken cancellationToken)
    {
        var api = _apis.Get(kind, region);
        try
        {
            var seen = group.Count == 1
                ? await GetAsync(api, group[0].Arn, cancellationToken).ConfigureAwait(false)
                : await ListAsync(api, group, cancellationToken).ConfigureAwait(false);
            foreach (var waiting in group)
            {
                waiting.See(seen.TryGetValue(waiting.Arn, out var connection) ? connection : null, _diagnostics);
            }
        }
        catch (ServiceException failure) when (PollSchedule.Outlives(failure, group.Exists(w => w.LastSeen is not null)))
        {
            // A wait of 45 minutes outlives a passing fault: the next poll comes later.
            return false;
        }
        catch (ServiceException failure)
        {
            group.ForEach(w => w.Fail(failure));
        }

        return true;
    }

    private static async Task<Dictionary<string, Connection>> GetAsync(IConnectionApi api, string arn, CancellationToken cancellationToken)
    {
        try
        {
            return new Dictionary<string, Connection> { [arn] = await api.GetAsync(arn, cancellationToken).ConfigureAwait(false) };
        }
        catch (ServiceException failure) when (failure.ErrorCode == "ResourceNotFoundException")
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
        return seen;
    }

    private bool IsNew(HashSet<string> tokens, string token, IConnectionApi api)
    {
        var isNew = tokens.Add(token);
        if (!isNew)
        {
            _diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"{api.ServiceName} gave the same page again; connections after it can't be seen."));
        }

        return isNew;
    }
}
