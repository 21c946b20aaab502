using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BitbucketConnections.Binding;
using BitbucketConnections.Completion;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that follow executions to their end, all at the same time.</summary>
public abstract class FollowExecutionsCommand : PipelineTargetCommand
{
    private readonly List<Followed> _followed = [];

    /// <summary>Gets or sets how long to wait, in seconds, 1–604800 (7 days, the timeout of an approval).</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    [CompletesNothing]
    public int TimeoutSeconds { get; set; } = 3600;

    /// <summary>Gets or sets the time between two checks, in seconds, 1–300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    [CompletesNothing]
    public int PollIntervalSeconds { get; set; } = 5;

    /// <inheritdoc/>
    protected override void AfterInputs()
    {
        if (_followed.Count > 0)
        {
            ProcessEach(_followed.ConvertAll(f => f.Input).ToArray(), FollowAll);
        }
    }

    /// <summary>Keeps an execution to follow it with the others at the end.</summary>
    /// <param name="session">The session for its Region.</param>
    /// <param name="key">The execution.</param>
    /// <param name="input">The input that specified it, for errors.</param>
    private protected void Follow(IEngineSession session, ExecutionKey key, object input)
    {
        var followed = new Followed(session, Scope, key, input);
        OnPipelineThread(() => _followed.Add(followed));
    }

    /// <summary>Writes a started execution: now, or when it has ended.</summary>
    /// <param name="session">The session for its Region.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="isFollowed">Whether to follow it to its end.</param>
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
        var options = new WaitOptions { Timeout = TimeSpan.FromSeconds(TimeoutSeconds), PollInterval = TimeSpan.FromSeconds(PollIntervalSeconds), Limit = LimitPerScope };
        var waiters = _followed.GroupBy(f => f.Session).ToDictionary(group => group.Key.Executions.CreateWaiter(group.Select(f => f.Key).ToList(), options), group => group.ToLookup(f => f.Key));
        new ExecutionWait(left => Await(token => Task.WhenAll(left.Select(waiter => waiter.PollAsync(token)))), ShowProgress, StopToken).Run(
            waiters.Keys.ToList(), (waiter, poll) => Report(poll, waiters[waiter]));
    }

    private void Report(ExecutionPoll poll, ILookup<ExecutionKey, Followed> followed)
    {
        foreach (var execution in poll.Succeeded)
        {
            WriteObject(execution);
            ReleaseCreated(execution.PipelineExecutionId);
        }

        foreach (var failed in poll.Failed)
        {
            ReleaseCreated(failed.Key.PipelineExecutionId);
            var own = followed[failed.Key].First();
            InScope(own.Scope, () => WriteFailure(failed.Error, failed.LastSeen ?? own.Input));
        }
    }

    private sealed record Followed(IEngineSession Session, RegionProfile Scope, ExecutionKey Key, object Input);
}
