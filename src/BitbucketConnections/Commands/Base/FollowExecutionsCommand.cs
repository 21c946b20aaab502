using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands.Base;

/// <summary>A cmdlet that follows executions to their end, all of them together.</summary>
public abstract class FollowExecutionsCommand : PipelineTargetCommand
{
    private readonly List<(IEngineSession Session, ExecutionKey Key, object Input)> _followed = [];

    /// <summary>Gets or sets how long to wait, in seconds, 1–604800 (7 days, as long as an approval waits).</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSeconds { get; set; } = 3600;

    /// <summary>Gets or sets the time between two looks, in seconds, 1–300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int PollIntervalSeconds { get; set; } = 5;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_followed.Count > 0)
        {
            ProcessEach(_followed.ConvertAll(f => f.Input).ToArray(), FollowAll);
        }
    }

    /// <summary>Keeps an execution, to follow it with the others at the end.</summary>
    /// <param name="session">The session of its Region.</param>
    /// <param name="key">The execution.</param>
    /// <param name="input">What it was given as, for errors.</param>
    private protected void Follow(IEngineSession session, ExecutionKey key, object input) => _followed.Add((session, key, input));

    /// <summary>Gives an execution that was started, now or when it has ended.</summary>
    /// <param name="session">The session of its Region.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="isFollowed">Whether it is followed to its end.</param>
    private protected void Give(IEngineSession session, PipelineExecution execution, bool isFollowed)
    {
        if (isFollowed)
        {
            WriteVerbose($"Following execution {execution.PipelineExecutionId} of {execution.PipelineName}.");
            HoldCreated(execution.PipelineExecutionId);
            Follow(session, new ExecutionKey(execution.PipelineName, execution.PipelineExecutionId), execution);
        }
        else
        {
            WriteObject(execution);
        }
    }

    private void FollowAll()
    {
        var options = new WaitOptions { Timeout = TimeSpan.FromSeconds(TimeoutSeconds), PollInterval = TimeSpan.FromSeconds(PollIntervalSeconds) };
        var polls = _followed.GroupBy(f => f.Session).Select(group =>
        {
            var waiter = group.Key.Executions.CreateWaiter(group.Select(f => f.Key).ToList(), options);
            return (Func<ExecutionPoll>)(() => Await(waiter.PollAsync));
        }).ToList();
        new ExecutionWait(ShowProgress, StopToken).Run(polls, Report);
    }

    private void Report(ExecutionPoll poll)
    {
        foreach (var execution in poll.Succeeded)
        {
            WriteObject(execution);
            ReleaseCreated(execution.PipelineExecutionId);
        }

        foreach (var failed in poll.Failed)
        {
            ReleaseCreated(failed.Key.PipelineExecutionId);
            WriteFailure(failed.Error, failed.LastSeen ?? _followed.First(f => f.Key == failed.Key).Input);
        }
    }
}
