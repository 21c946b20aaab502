using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>Identifies an execution.</summary>
/// <param name="PipelineName">The pipeline.</param>
/// <param name="PipelineExecutionId">The id of the execution.</param>
public readonly record struct ExecutionKey(string PipelineName, string PipelineExecutionId);

/// <summary>A request to start an execution.</summary>
public sealed class PipelineStartRequest
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline that the caller means, whose account must be that of the credentials; null for any account.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the values of pipeline variables, 1–50, names as declared, values 1–1000 characters; null for the defaults. V2 only.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Gets the source revisions; null for the newest revision of the branch.</summary>
    public IReadOnlyList<SourceOverride>? SourceRevisions { get; init; }

    /// <summary>Gets the token that makes the request idempotent, 1–128 of <c>a-z A-Z 0-9 -</c>; null for a new one.</summary>
    public string? ClientRequestToken { get; init; }
}

/// <summary>The revision for a source action.</summary>
public sealed class SourceOverride
{
    /// <summary>Gets the source action; null for the pipeline's only connection source.</summary>
    public string? ActionName { get; init; }

    /// <summary>Gets the kind: <c>COMMIT_ID</c>, <c>IMAGE_DIGEST</c>, <c>S3_OBJECT_VERSION_ID</c> or <c>S3_OBJECT_KEY</c>. AWS has no type for a branch.</summary>
    public string RevisionType { get; init; } = "COMMIT_ID";

    /// <summary>Gets the revision, 1–1500 characters.</summary>
    public required string RevisionValue { get; init; }
}

/// <summary>A request to stop an execution.</summary>
public sealed class PipelineStopRequest
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the execution.</summary>
    public required string PipelineExecutionId { get; init; }

    /// <summary>Gets a value indicating whether actions in progress are abandoned. They may continue outside the pipeline.</summary>
    public bool Abandon { get; init; }

    /// <summary>Gets the reason, up to 200 characters; null for no reason.</summary>
    public string? Reason { get; init; }
}

/// <summary>A request to retry a stage.</summary>
public sealed class StageRetryRequest
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the stage; null for the stage that failed or was stopped.</summary>
    public string? StageName { get; init; }

    /// <summary>Gets the execution; null for the newest in the stage.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets the mode, <c>FAILED_ACTIONS</c> or <c>ALL_ACTIONS</c>.</summary>
    public string RetryMode { get; init; } = "FAILED_ACTIONS";
}

/// <summary>A request to roll back a stage.</summary>
public sealed class StageRollbackRequest
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the target execution; null for the latest earlier execution that succeeded in the stage.</summary>
    public string? TargetPipelineExecutionId { get; init; }
}

/// <summary>A request to override a condition of a stage.</summary>
public sealed class ConditionOverrideRequest
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the stage; null for the stage with the only condition that can be overridden.</summary>
    public string? StageName { get; init; }

    /// <summary>Gets the condition, <c>BEFORE_ENTRY</c> or <c>ON_SUCCESS</c>; null for the only condition that can be overridden.</summary>
    public string? ConditionType { get; init; }

    /// <summary>Gets the execution; null for the newest in the stage.</summary>
    public string? PipelineExecutionId { get; init; }
}

/// <summary>A filter for pending approvals.</summary>
public sealed class ApprovalQuery
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the stage; null for any.</summary>
    public string? StageName { get; init; }

    /// <summary>Gets the action; null for any.</summary>
    public string? ActionName { get; init; }

    /// <summary>Gets the execution; null for any.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets a value indicating whether <see cref="PendingApproval.Since"/> is read with one more call for each execution if the state does not have it.</summary>
    public bool IncludeStartTime { get; init; }
}

/// <summary>A manual approval that waits for an answer. Only the service that found it can answer it.</summary>
public abstract class PendingApproval
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the action.</summary>
    public required string ActionName { get; init; }

    /// <summary>Gets the execution that waits for the approval.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets the time the approval started to wait, in UTC; null if unknown.</summary>
    public DateTime? Since { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{PipelineName}/{StageName}/{ActionName}";
}

/// <summary>A request to enable or disable a transition between stages.</summary>
public sealed class TransitionRequest
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the side of the stage, <c>Inbound</c> or <c>Outbound</c>.</summary>
    public string TransitionType { get; init; } = "Inbound";

    /// <summary>Gets a value indicating whether the transition is enabled.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Gets the reason for disabling, 1–300 of <c>a-z A-Z 0-9 ! @ ( ) . * ? -</c> and space; required to disable.</summary>
    public string? Reason { get; init; }
}
