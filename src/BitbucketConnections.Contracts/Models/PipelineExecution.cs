using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>A run of a pipeline.</summary>
public sealed record PipelineExecution
{
    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the id of the run, a UUID.</summary>
    public required string PipelineExecutionId { get; init; }

    /// <summary>Gets the status: <c>InProgress</c>, <c>Succeeded</c>, <c>Failed</c>, <c>Stopping</c>, <c>Stopped</c>, <c>Superseded</c> or <c>Cancelled</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Gets what AWS says about the status, such as why a run failed.</summary>
    public string? StatusSummary { get; init; }

    /// <summary>Gets the version of the pipeline that ran; null when AWS did not say.</summary>
    public int? PipelineVersion { get; init; }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <summary>Gets what started the run, such as <c>CreatePipeline</c>, <c>WebhookV2</c> or <c>StartPipelineExecution</c>.</summary>
    public string? TriggerType { get; init; }

    /// <summary>Gets who or what started the run, such as the caller's ARN.</summary>
    public string? TriggerDetail { get; init; }

    /// <summary>Gets the execution mode the run was started in.</summary>
    public string? ExecutionMode { get; init; }

    /// <summary>Gets the type, <c>STANDARD</c> or <c>ROLLBACK</c>.</summary>
    public string? ExecutionType { get; init; }

    /// <summary>Gets when the run started, in UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Gets when the run last changed, in UTC.</summary>
    public DateTime? LastUpdateTime { get; init; }

    /// <summary>Gets the revisions the source actions took.</summary>
    public IReadOnlyList<SourceRevision> SourceRevisions { get; init; } = Array.Empty<SourceRevision>();

    /// <summary>Gets the values the pipeline's variables had; null when AWS did not say.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Gets the run that a ROLLBACK went back to.</summary>
    public string? RollbackTargetPipelineExecutionId { get; init; }

    /// <summary>Gets why the run was stopped; null when it was not, or nobody said.</summary>
    public string? StopReason { get; init; }

    /// <summary>Gets the actions, newest first; null when they were not asked for.</summary>
    public IReadOnlyList<ActionExecution>? Actions { get; init; }

    /// <summary>Gets the run's console page; null where the partition's console is not known.</summary>
    public Uri? ConsoleUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => PipelineExecutionId;

    /// <inheritdoc/>
    public bool Equals(PipelineExecution? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>The revision that a source action took.</summary>
public sealed record SourceRevision
{
    /// <summary>Gets the name of the source action.</summary>
    public required string ActionName { get; init; }

    /// <summary>Gets the revision, such as a commit id.</summary>
    public string? RevisionId { get; init; }

    /// <summary>Gets the summary, such as the commit message.</summary>
    public string? RevisionSummary { get; init; }

    /// <summary>Gets the page of the revision.</summary>
    public Uri? RevisionUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => typeof(SourceRevision).FullName!;

    /// <inheritdoc/>
    public bool Equals(SourceRevision? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
