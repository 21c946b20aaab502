using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Hosting;

/// <summary>Polls connections until all are complete or failed, and shows progress. Ctrl+C ends the wait at once.</summary>
internal sealed class ConnectionWait
{
    private const int ProgressId = 1_262_833;
    private readonly IReadOnlyList<string> _connectionArns;
    private readonly Func<ConnectionPoll> _poll;
    private readonly Action<IReadOnlyList<Connection>> _tellPending;
    private readonly ProgressOutput _view;

    /// <summary>Initializes a new instance of the <see cref="ConnectionWait"/> class.</summary>
    /// <param name="connectionArns">The connections.</param>
    /// <param name="poll">Polls once.</param>
    /// <param name="tellPending">Says how a person completes connections that are PENDING. It is called before the result of a poll is reported.</param>
    /// <param name="view">Shows the progress, and has the token that Ctrl+C cancels.</param>
    public ConnectionWait(IReadOnlyList<string> connectionArns, Func<ConnectionPoll> poll, Action<IReadOnlyList<Connection>> tellPending, ProgressOutput view)
    {
        _connectionArns = connectionArns;
        _poll = poll;
        _tellPending = tellPending;
        _view = view;
    }

    /// <summary>Waits, and reports the result of each poll.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public void Run(Action<ConnectionPoll> report) => PollLoop.Run(
        _poll,
        poll => poll.IsCompleted ? null : poll.Delay,
        poll =>
        {
            // Output may block, for example at a command that asks the person. The person must know the link before.
            _tellPending(poll.Waiting.Where(c => c.ConnectionStatus == ConnectionStatuses.Pending).ToList());
            report(poll);
        },
        (poll, since) => _view.Show(Progress(poll, since)),
        () => _view.Show(new ProgressRecord(ProgressId, "Waiting for connections", "Done") { RecordType = ProgressRecordType.Completed }),
        _view);

    /// <summary>Waits until all connections are AVAILABLE.</summary>
    /// <exception cref="ServiceException">The failure of the first connection that failed.</exception>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public void UntilAvailable()
    {
        var failed = new List<ConnectionWaitFailure>();
        Run(poll => failed.AddRange(poll.Failed));
        if (failed.Count > 0)
        {
            throw failed[0].Error;
        }
    }

    // A console shows about 40 characters of the status, so one connection is named by the activity.
    private ProgressRecord Progress(ConnectionPoll? poll, TimeSpan since)
    {
        IReadOnlyList<Connection> waiting = poll?.Waiting ?? [];
        var isOne = waiting.Count == 1;
        var count = waiting.Count > 0 ? waiting.Count : _connectionArns.Count;
        var activity = isOne ? $"Waiting for connection {waiting[0].ConnectionName}" : count == 1 ? "Waiting for the connection" : $"Waiting for {count} connections";
        var status = waiting.Count == 0 ? "Checking" : isOne ? waiting[0].ConnectionStatus : Describe(waiting);
        return new ProgressRecord(ProgressId, activity, status.Length == 0 ? "Checking" : status)
        {
            SecondsRemaining = ProgressOutput.Seconds(poll?.Remaining, since),
            CurrentOperation = waiting.Count == 0 ? null : waiting[0].ConsoleUrl,
        };
    }

    private static string Describe(IReadOnlyList<Connection> waiting) => string.Join(
        ", ", waiting.GroupBy(c => c.ConnectionStatus).Select(group => $"{group.Count()} {group.Key}: {ShortList.Join(group.Select(c => c.ConnectionName).ToList())}"));
}
