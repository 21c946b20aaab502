using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Hosting;

/// <summary>Polls associations until all are complete or failed, and shows progress. Ctrl+C ends the wait at once.</summary>
internal sealed class ReviewerAssociationWait
{
    private const int ProgressId = 1_262_836;
    private const string Activity = "Waiting for associations";
    private readonly Func<ReviewerAssociationPoll> _poll;
    private readonly Action<ProgressRecord> _show;
    private readonly CancellationToken _stop;

    /// <summary>Initializes a new instance of the <see cref="ReviewerAssociationWait"/> class.</summary>
    /// <param name="poll">Polls once.</param>
    /// <param name="show">Shows the progress.</param>
    /// <param name="stop">The token that Ctrl+C cancels.</param>
    public ReviewerAssociationWait(Func<ReviewerAssociationPoll> poll, Action<ProgressRecord> show, CancellationToken stop)
    {
        _poll = poll;
        _show = show;
        _stop = stop;
    }

    /// <summary>Waits, and reports the result of each poll.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public void Run(Action<ReviewerAssociationPoll> report) => PollLoop.Run(
        _poll,
        poll => poll.IsCompleted ? null : poll.Delay,
        report,
        poll => _show(Progress(poll)),
        () => _show(new ProgressRecord(ProgressId, Activity, "Done") { RecordType = ProgressRecordType.Completed }),
        _stop);

    private static ProgressRecord Progress(ReviewerAssociationPoll poll)
    {
        var names = string.Join(", ", poll.Waiting.Select(association => $"{association.FullRepositoryId} {association.State}"));
        return new ProgressRecord(ProgressId, Activity, names.Length == 0 ? "Checking" : names) { SecondsRemaining = (int)poll.Remaining.TotalSeconds };
    }
}
