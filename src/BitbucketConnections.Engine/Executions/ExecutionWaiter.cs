using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Executions;

/// <summary>
/// Follows executions. Each poll needs one list call and one state call per pipeline. Parallel executions, and executions
/// that are not in the list, need one call each.
/// </summary>
internal sealed class ExecutionWaiter : IExecutionWaiter
{
    private readonly PipelineExecutionService _executions;
    private readonly ExecutionProgressReader _progress;
    private readonly FailureReason _failures;
    private readonly IDiagnosticSink _diagnostics;
    private readonly WaitList<FollowedExecution, PipelineExecution> _followed;

    public ExecutionWaiter(
        PipelineExecutionService executions,
        StageHistory history,
        FailureReason failures,
        IReadOnlyList<ExecutionKey> keys,
        WaitOptions options,
        IDiagnosticSink diagnostics,
        IClock clock)
    {
        _executions = executions;
        _failures = failures;
        _progress = new ExecutionProgressReader(executions, history, diagnostics);
        _diagnostics = diagnostics;
        _followed = new WaitList<FollowedExecution, PipelineExecution>(keys.Distinct().Select(key => new FollowedExecution(key)), options, clock);
    }

    public async Task<ExecutionPoll> PollAsync(CancellationToken cancellationToken)
    {
        var done = await _followed.PollAsync(execution => execution.Key.PipelineName, LookAsync, cancellationToken).ConfigureAwait(false);
        return new ExecutionPoll
        {
            Succeeded = done.Where(execution => execution.Failure is null).Select(execution => execution.LastSeen!).ToList(),
            Failed = done.Where(execution => execution.Failure is not null).Select(execution => execution.ToFailure()).ToList(),
            Waiting = _followed.Waiting.Select(execution => execution.ToProgress()).ToList(),
            IsCompleted = _followed.IsCompleted,
            Remaining = _followed.Schedule.Remaining,
            Delay = _followed.Schedule.Delay,
        };
    }

    private async Task LookAsync(string pipelineName, List<FollowedExecution> executions, CancellationToken cancellationToken)
    {
        var page = await _executions.ListAsync(pipelineName, null, cancellationToken).ConfigureAwait(false);
        foreach (var execution in executions)
        {
            var seen = page.Items.FirstOrDefault(listed => listed.PipelineExecutionId == execution.Key.PipelineExecutionId)
                ?? await FindAsync(execution.Key, cancellationToken).ConfigureAwait(false);
            execution.See(seen, _followed.Schedule.Elapsed);
            if (seen is not null)
            {
                await EndAsync(execution, seen, page.Items, cancellationToken).ConfigureAwait(false);
            }
        }

        await _progress.ReadAsync(pipelineName, executions.Where(execution => !execution.IsDone && execution.LastSeen is not null).ToList(), cancellationToken).ConfigureAwait(false);
        executions.ForEach(execution => execution.Tell(_diagnostics));
    }

    private async Task<PipelineExecution?> FindAsync(ExecutionKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await _executions.GetAsync(key.PipelineName, key.PipelineExecutionId, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.IsExecutionNotFound)
        {
            return null;
        }
    }

    private async Task EndAsync(FollowedExecution execution, PipelineExecution seen, IReadOnlyList<PipelineExecution> newest, CancellationToken cancellationToken)
    {
        switch (seen.Status)
        {
            case "Failed":
                execution.Fail(await _failures.FindAsync(seen, newest, cancellationToken).ConfigureAwait(false));
                break;
            case "Stopped" or "Superseded" or "Cancelled":
                execution.Fail(ExecutionFailures.Ended(seen, newest));
                break;
        }
    }
}
