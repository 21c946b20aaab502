using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>A stage of a pipeline as it stands.</summary>
public sealed record StageState
{
    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the version of the pipeline.</summary>
    public int? PipelineVersion { get; init; }

    /// <summary>Gets the name of the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the status of the newest run in the stage; null when nothing ran yet.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the run the status is of.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets the type of that run, <c>STANDARD</c> or <c>ROLLBACK</c>.</summary>
    public string? ExecutionType { get; init; }

    /// <summary>Gets the ids of the runs that wait before the stage.</summary>
    public IReadOnlyList<string> InboundExecutions { get; init; } = Array.Empty<string>();

    /// <summary>Gets whether runs may enter the stage.</summary>
    public bool InboundTransitionEnabled { get; init; }

    /// <summary>Gets why runs may not enter the stage.</summary>
    public string? InboundTransitionDisabledReason { get; init; }

    /// <summary>Gets who last opened or closed the way in, as an ARN; null when nobody did.</summary>
    public string? InboundTransitionChangedBy { get; init; }

    /// <summary>Gets when that was, in UTC.</summary>
    public DateTime? InboundTransitionChangedAt { get; init; }

    /// <summary>Gets the actions.</summary>
    public IReadOnlyList<ActionState> Actions { get; init; } = Array.Empty<ActionState>();

    /// <summary>Gets what goes on: the actions at work, an approval that is waited for, or runs that wait before the stage; null when nothing does.</summary>
    public string? Activity
    {
        get
        {
            var running = Actions.Where(action => action.Status == "InProgress")
                .Select(action => action.IsWaitingForApproval ? action.ActionName + " waits for approval" : action.ActionName).ToList();
            return running.Count > 0 ? string.Join(", ", running)
                : InboundExecutions.Count == 0 ? null
                : InboundExecutions.Count == 1 ? "1 execution waits" : $"{InboundExecutions.Count} executions wait";
        }
    }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the pipeline's console page; null where the partition's console is not known.</summary>
    public Uri? ConsoleUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => StageName;

    /// <inheritdoc/>
    public bool Equals(StageState? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>An action of a stage as it stands.</summary>
public sealed record ActionState
{
    /// <summary>Gets the name of the action.</summary>
    public required string ActionName { get; init; }

    /// <summary>Gets the status: <c>InProgress</c>, <c>Abandoned</c>, <c>Succeeded</c> or <c>Failed</c>; null before the first run.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the summary of the newest run.</summary>
    public string? Summary { get; init; }

    /// <summary>Gets the error code of a failed action.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the error message of a failed action.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets when the status last changed, in UTC.</summary>
    public DateTime? LastStatusChange { get; init; }

    /// <summary>Gets who answered or caused the newest run, as an ARN.</summary>
    public string? LastUpdatedBy { get; init; }

    /// <summary>Gets how far the newest run is, 0–100; null when the action does not say.</summary>
    public int? PercentComplete { get; init; }

    /// <summary>Gets a value indicating whether it waits for a manual approval that can be answered now.</summary>
    public bool IsWaitingForApproval { get; init; }

    /// <summary>Gets the id outside of the newest run, such as of a build or a commit.</summary>
    public string? ExternalExecutionId { get; init; }

    /// <summary>Gets the revision that a source action took last.</summary>
    public string? RevisionId { get; init; }

    /// <summary>Gets the page of what the action works with, such as a CodeBuild project.</summary>
    public Uri? EntityUrl { get; init; }

    /// <summary>Gets the external page of the newest run, such as a build.</summary>
    public Uri? ExternalExecutionUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ActionName;

    /// <inheritdoc/>
    public bool Equals(ActionState? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
