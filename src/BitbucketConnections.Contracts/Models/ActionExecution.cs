using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents an execution of an action.</summary>
public sealed record ActionExecution
{
    /// <summary>Gets <see cref="ActionExecutionId"/> by a short name.</summary>
    public string? Id => ActionExecutionId;

    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the id of the pipeline execution.</summary>
    public required string PipelineExecutionId { get; init; }

    /// <summary>Gets the id of the action execution.</summary>
    public string? ActionExecutionId { get; init; }

    /// <summary>Gets the name of the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the name of the action.</summary>
    public required string ActionName { get; init; }

    /// <summary>Gets the version of the pipeline.</summary>
    public int? PipelineVersion { get; init; }

    /// <summary>Gets the action type; null if AWS did not return it.</summary>
    public ActionTypeId? ActionTypeId { get; init; }

    /// <summary>Gets the status: <c>InProgress</c>, <c>Abandoned</c>, <c>Succeeded</c> or <c>Failed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the start time in UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Gets the time of the last change in UTC.</summary>
    public DateTime? LastUpdateTime { get; init; }

    /// <summary>Gets the ARN of the identity that last updated the action, such as the approver.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>Gets the external id, such as the id of a build.</summary>
    public string? ExternalExecutionId { get; init; }

    /// <summary>Gets the external page, such as the page of a build.</summary>
    public string? ExternalExecutionUrl { get; init; }

    /// <summary>Gets the summary.</summary>
    public string? Summary { get; init; }

    /// <summary>Gets the error code of a failed action.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the error message of a failed action.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets the output variables; null if there are none.</summary>
    public IReadOnlyDictionary<string, string>? OutputVariables { get; init; }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <inheritdoc/>
    public override string ToString() => StageName + "/" + ActionName;

    /// <inheritdoc/>
    public bool Equals(ActionExecution? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
