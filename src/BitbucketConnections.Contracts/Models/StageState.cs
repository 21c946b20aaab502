using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>A stage of a pipeline as it stands.</summary>
public sealed class StageState
{
    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the name of the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the status of the newest run in the stage; null when nothing ran yet.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the run the status is of.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets whether runs may enter the stage.</summary>
    public bool InboundTransitionEnabled { get; init; }

    /// <summary>Gets why runs may not enter the stage.</summary>
    public string? InboundTransitionDisabledReason { get; init; }

    /// <summary>Gets the actions.</summary>
    public IReadOnlyList<ActionState> Actions { get; init; } = Array.Empty<ActionState>();

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <inheritdoc/>
    public override string ToString() => StageName;
}

/// <summary>An action of a stage as it stands.</summary>
public sealed class ActionState
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

    /// <summary>Gets the external page of the newest run, such as a build.</summary>
    public Uri? ExternalExecutionUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ActionName;
}
