using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Calls;
using BitbucketConnections.Engine.Sessions;

namespace BitbucketConnections.Engine.Runs;

/// <summary>
/// Follows runs. Those of a pipeline cost one list call and one look at its state a poll; runs side by side, and those
/// that the list does not have, cost a call each.
/// </summary>
internal sealed class ExecutionWaiter : IExecutionWaiter
{
    private readonly IPipelineExecutionService _executions;
    private readonly WaitOptions _options;
    private readonly PollSchedule _schedule;
    private readonly RunProgress _progress;
    private readonly IDiagnosticSink _diagnostics;
    private readonly List<FollowedRun> _followed;

    public ExecutionWaiter(
        IPipelineExecutionService executions, IReadOnlyList<ExecutionKey> keys, WaitOptions options, IDiagnosticSink diagnostics, IClock clock)
    {
        _executions = executions;
        _options = options;
        _schedule = new PollSchedule(options, clock);
        _progress = new RunProgress(executions, diagnostics);
        _diagnostics = diagnostics;
        _followed = keys.Distinct().Select(key => new FollowedRun(key)).ToList();
    }

    public async Task<ExecutionPoll> PollAsync(CancellationToken cancellationToken)
    {
        _schedule.Start();
        var isThrottled = false;
        foreach (var pipeline in _followed.GroupBy(run => run.Key.PipelineName).ToList())
        {
            isThrottled |= !await LookAsync(pipeline.Key, pipeline.ToList(), cancellationToken).ConfigureAwait(false);
        }

        _schedule.Note(isThrottled);
        if (_schedule.Remaining == TimeSpan.Zero)
        {
            _followed.ForEach(run => run.TimeOut(_options.Timeout));
        }

        var done = _followed.Where(run => run.IsDone).ToList();
        _followed.RemoveAll(run => run.IsDone);
        return new ExecutionPoll
        {
            Succeeded = done.Where(run => run.Failure is null).Select(run => run.LastSeen!).ToList(),
            Failed = done.Where(run => run.Failure is not null).Select(run => run.ToFailure()).ToList(),
            Waiting = _followed.Where(run => run.LastSeen is not null).Select(run => run.ToProgress()).ToList(),
            IsCompleted = _followed.Count == 0,
            Remaining = _schedule.Remaining,
            Delay = _schedule.Delay,
        };
    }

    // False: the service said to come later.
    private async Task<bool> LookAsync(string pipelineName, List<FollowedRun> runs, CancellationToken cancellationToken)
    {
        try
        {
            var page = await _executions.ListAsync(pipelineName, null, cancellationToken).ConfigureAwait(false);
            foreach (var run in runs)
            {
                var seen = page.Items.FirstOrDefault(execution => execution.PipelineExecutionId == run.Key.PipelineExecutionId)
                    ?? await FindAsync(run.Key, cancellationToken).ConfigureAwait(false);
                run.See(seen, _schedule.Elapsed);
                if (seen is not null)
                {
                    await EndAsync(run, seen, page.Items, cancellationToken).ConfigureAwait(false);
                }
            }

            await _progress.ReadAsync(pipelineName, runs.Where(run => !run.IsDone && run.LastSeen is not null).ToList(), cancellationToken).ConfigureAwait(false);
            runs.ForEach(run => run.Tell(_diagnostics));
            return true;
        }
        catch (ServiceException failure) when (PollSchedule.Outlives(failure, runs.Exists(run => run.LastSeen is not null)))
        {
            // A run of hours outlives a passing fault: the next poll comes later.
            return false;
        }
        catch (ServiceException failure)
        {
            runs.ForEach(run => run.Fail(failure));
            return true;
        }
    }

    private async Task<PipelineExecution?> FindAsync(ExecutionKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await _executions.GetAsync(key.PipelineName, key.PipelineExecutionId, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.ErrorCode == "PipelineExecutionNotFoundException")
        {
            return null;
        }
    }

    private async Task EndAsync(FollowedRun run, PipelineExecution seen, IReadOnlyList<PipelineExecution> newest, CancellationToken cancellationToken)
    {
        switch (seen.Status)
        {
            case "Failed":
                run.Fail(RunFailures.Failed(seen, await FailedActionAsync(run.Key, cancellationToken).ConfigureAwait(false)));
                break;
            case "Stopped" or "Superseded" or "Cancelled":
                run.Fail(RunFailures.Ended(seen, newest));
                break;
        }
    }

    // The run failed whether or not the caller may see which action did.
    private async Task<ActionExecution?> FailedActionAsync(ExecutionKey key, CancellationToken cancellationToken)
    {
        try
        {
            var page = await _executions.ListActionsAsync(key.PipelineName, key.PipelineExecutionId, null, cancellationToken).ConfigureAwait(false);
            return page.Items.FirstOrDefault(action => action.Status == "Failed");
        }
        catch (ServiceException failure) when (failure.ErrorCode == "AccessDeniedException")
        {
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Which action failed can't be read: {failure.Message}"));
            return null;
        }
    }
}
