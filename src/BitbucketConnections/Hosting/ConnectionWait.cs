using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Hosting;

/// <summary>Polls connections until all are complete or failed, and shows progress. Ctrl+C ends the wait at once.</summary>
internal sealed class ConnectionWait
{
    private const int ProgressId = 1_262_833;

    // More names do not fit in a line.
    private const int Named = 5;
    private readonly Func<ConnectionPoll> _poll;
    private readonly Action<ProgressRecord> _show;
    private readonly CancellationToken _stop;

    /// <summary>Initializes a new instance of the <see cref="ConnectionWait"/> class.</summary>
    /// <param name="poll">Polls once.</param>
    /// <param name="show">Shows the progress.</param>
    /// <param name="stop">The token that Ctrl+C cancels.</param>
    public ConnectionWait(Func<ConnectionPoll> poll, Action<ProgressRecord> show, CancellationToken stop)
    {
        _poll = poll;
        _show = show;
        _stop = stop;
    }

    /// <summary>Waits, and reports the result of each poll.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public void Run(Action<ConnectionPoll> report) => PollLoop.Run(
        _poll,
        poll => poll.IsCompleted ? null : poll.Delay,
        report,
        poll => _show(Progress(poll)),
        () => _show(new ProgressRecord(ProgressId, "Waiting for connections", "Done") { RecordType = ProgressRecordType.Completed }),
        _stop);

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

    private static ProgressRecord Progress(ConnectionPoll poll)
    {
        var names = string.Join(", ", poll.Waiting.Take(Named).Select(c => $"{c.ConnectionName} {c.ConnectionStatus}")) + (poll.Waiting.Count > Named ? $" and {poll.Waiting.Count - Named} more" : string.Empty);
        return new ProgressRecord(ProgressId, "Waiting for connections", names.Length == 0 ? "Checking" : names)
        {
            SecondsRemaining = (int)poll.Remaining.TotalSeconds,
            CurrentOperation = poll.Waiting.Count == 0 ? null : poll.Waiting[0].ConsoleUrl?.ToString(),
        };
    }
}
