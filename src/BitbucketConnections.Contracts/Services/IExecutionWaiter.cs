using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>
/// Follows executions until they end, one poll per call. It never sleeps: the caller waits <see cref="ExecutionPoll.Delay"/>
/// between two polls and can cancel the wait.
/// </summary>
public interface IExecutionWaiter
{
    /// <summary>Polls the remaining executions once.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ServiceException">Polling can't continue, for example because the credentials were rejected.</exception>
    Task<ExecutionPoll> PollAsync(CancellationToken cancellationToken);
}

/// <summary>The result of one poll.</summary>
public sealed class ExecutionPoll
{
    /// <summary>Gets the executions that succeeded with this poll.</summary>
    public IReadOnlyList<PipelineExecution> Succeeded { get; init; } = Array.Empty<PipelineExecution>();

    /// <summary>Gets the executions that failed in this poll: ended without success, not found, or timed out.</summary>
    public IReadOnlyList<ExecutionFailure> Failed { get; init; } = Array.Empty<ExecutionFailure>();

    /// <summary>Gets the progress of the remaining executions.</summary>
    public IReadOnlyList<ExecutionProgress> Waiting { get; init; } = Array.Empty<ExecutionProgress>();

    /// <summary>Gets a value indicating whether all executions ended.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Gets how long to wait before the next poll, including jitter, never past the deadline.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the time left until the deadline.</summary>
    public TimeSpan Remaining { get; init; }
}

/// <summary>An execution that did not succeed.</summary>
public sealed class ExecutionFailure
{
    /// <summary>Gets the key of the execution.</summary>
    public required ExecutionKey Key { get; init; }

    /// <summary>Gets the last known state of the execution; null if it was never found.</summary>
    public PipelineExecution? LastSeen { get; init; }

    /// <summary>Gets the error, with the failed action's message and link, and advice.</summary>
    public required ServiceException Error { get; init; }
}

/// <summary>The progress of an execution.</summary>
public sealed class ExecutionProgress
{
    /// <summary>Gets the execution.</summary>
    public required PipelineExecution Execution { get; init; }

    /// <summary>Gets the stages of the pipeline in order, with the progress of this execution.</summary>
    public IReadOnlyList<StageProgress> Stages { get; init; } = Array.Empty<StageProgress>();
}

/// <summary>The progress of an execution in a stage.</summary>
public sealed class StageProgress
{
    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the status; null if the execution did not reach the stage.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the number of completed actions.</summary>
    public int CompletedActions { get; init; }

    /// <summary>Gets the number of actions of the stage.</summary>
    public int TotalActions { get; init; }

    /// <summary>Gets the current activity, such as <c>Build</c> or <c>Approve waits for approval</c>; null if there is no activity.</summary>
    public string? Activity { get; init; }
}
