using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BitbucketConnections.Hosting;

/// <summary>Polls associations until all are complete or failed, and shows progress. Ctrl+C ends the wait at once.</summary>
internal sealed class ReviewerAssociationWait
{
    private const int ProgressId = 1_262_836;
    private const string Activity = "Waiting for associations";
    private readonly Func<ReviewerAssociationPoll> _poll;
    private readonly ProgressOutput _view;

    /// <summary>Initializes a new instance of the <see cref="ReviewerAssociationWait"/> class.</summary>
    /// <param name="poll">Polls once.</param>
    /// <param name="view">Shows the progress, and has the token that Ctrl+C cancels.</param>
    public ReviewerAssociationWait(Func<ReviewerAssociationPoll> poll, ProgressOutput view)
    {
        _poll = poll;
        _view = view;
    }

    /// <summary>Waits, and reports the result of each poll.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public void Run(Action<ReviewerAssociationPoll> report) => PollLoop.Run(
        _poll,
        poll => poll.IsCompleted ? null : poll.Delay,
        report,
        (poll, since) => _view.Show(Progress(poll, since)),
        () => _view.Show(new ProgressRecord(ProgressId, Activity, "Done") { RecordType = ProgressRecordType.Completed }),
        _view);

    private static ProgressRecord Progress(ReviewerAssociationPoll? poll, TimeSpan since)
    {
        IReadOnlyList<ReviewerAssociation> waiting = poll?.Waiting ?? [];
        var status = waiting.Count == 0 ? "Checking" : ShortList.Join(waiting.Select(association => $"{association.FullRepositoryId} {association.State}").ToList());
        return new ProgressRecord(ProgressId, Activity, status) { SecondsRemaining = ProgressOutput.Seconds(poll?.Remaining, since) };
    }
}
