using System;
using System.Management.Automation;

namespace BitbucketConnections.Hosting;

/// <summary>Waits until no execution of a pipeline is in progress, and shows progress. Ctrl+C ends the wait at once.</summary>
internal sealed class PipelineIdleWait
{
    private const int ProgressId = 1_262_950;
    private readonly string _activity;
    private readonly Func<PipelineIdlePoll> _poll;
    private readonly ProgressOutput _view;

    /// <summary>Initializes a new instance of the <see cref="PipelineIdleWait"/> class.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="poll">Polls once.</param>
    /// <param name="view">Shows the progress, and has the token that ends the wait.</param>
    public PipelineIdleWait(string pipelineName, Func<PipelineIdlePoll> poll, ProgressOutput view)
    {
        _activity = $"Waiting until no execution of {pipelineName} is in progress";
        _poll = poll;
        _view = view;
    }

    /// <summary>Waits.</summary>
    /// <returns>The time until the deadline.</returns>
    /// <exception cref="ServiceException">The wait timed out, or the executions cannot be listed.</exception>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public TimeSpan Run()
    {
        var left = TimeSpan.Zero;
        ServiceException? failure = null;
        PollLoop.Run(
            _poll,
            poll => poll.IsCompleted ? null : poll.Delay,
            poll => (left, failure) = (poll.Remaining, poll.Failure),
            (poll, since) => _view.Show(new ProgressRecord(ProgressId, _activity, poll is null or { Executions.Count: 0 } ? "Checking" : string.Join("; ", poll.Executions))
            {
                SecondsRemaining = ProgressOutput.Seconds(poll?.Remaining, since),
            }),
            () => _view.Show(new ProgressRecord(ProgressId, _activity, "Done") { RecordType = ProgressRecordType.Completed }),
            _view);
        return failure is null ? left : throw failure;
    }
}
