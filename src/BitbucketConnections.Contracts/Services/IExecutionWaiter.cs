using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>
/// Follows runs until they end, a poll at a time. It never sleeps: the caller waits <see cref="ExecutionPoll.Delay"/> on
/// its stopping token between two polls.
/// </summary>
public interface IExecutionWaiter
{
    /// <summary>Looks once at all runs still followed.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ServiceException">Nothing more can be looked at, such as refused credentials.</exception>
    Task<ExecutionPoll> PollAsync(CancellationToken cancellationToken);
}

/// <summary>What one poll of runs saw.</summary>
public sealed class ExecutionPoll
{
    /// <summary>Gets the runs that succeeded with this poll.</summary>
    public IReadOnlyList<PipelineExecution> Succeeded { get; init; } = Array.Empty<PipelineExecution>();

    /// <summary>Gets the runs that ended otherwise with this poll, are not found, or are out of time.</summary>
    public IReadOnlyList<ExecutionFailure> Failed { get; init; } = Array.Empty<ExecutionFailure>();

    /// <summary>Gets how the runs still followed stand.</summary>
    public IReadOnlyList<ExecutionProgress> Waiting { get; init; } = Array.Empty<ExecutionProgress>();

    /// <summary>Gets a value indicating whether nothing is left to follow.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Gets how long to wait before the next poll, jitter included, never past the deadline.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the time left until the deadline.</summary>
    public TimeSpan Remaining { get; init; }
}

/// <summary>A run that did not succeed.</summary>
public sealed class ExecutionFailure
{
    /// <summary>Gets which run.</summary>
    public required ExecutionKey Key { get; init; }

    /// <summary>Gets the run as last seen; null when it never was.</summary>
    public PipelineExecution? LastSeen { get; init; }

    /// <summary>Gets why, with the failing action's message and link and what to do.</summary>
    public required ServiceException Error { get; init; }
}

/// <summary>How a run stands.</summary>
public sealed class ExecutionProgress
{
    /// <summary>Gets the run.</summary>
    public required PipelineExecution Execution { get; init; }

    /// <summary>Gets the stages of its pipeline in order, each as far as this run went in it.</summary>
    public IReadOnlyList<StageProgress> Stages { get; init; } = Array.Empty<StageProgress>();
}

/// <summary>How far a run went in a stage.</summary>
public sealed class StageProgress
{
    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the status; null when the run did not reach it.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the actions that are done.</summary>
    public int CompletedActions { get; init; }

    /// <summary>Gets all actions of the stage.</summary>
    public int TotalActions { get; init; }

    /// <summary>Gets what goes on, such as <c>Build</c> or <c>Approve waits for approval</c>; null when nothing does.</summary>
    public string? Activity { get; init; }
}
