using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents an execution of a pipeline.</summary>
public sealed record PipelineExecution
{
    /// <summary>Gets <see cref="PipelineExecutionId"/> by a short name.</summary>
    public string Id => PipelineExecutionId;

    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the id of the execution, a UUID.</summary>
    public required string PipelineExecutionId { get; init; }

    /// <summary>
    /// Gets the status: <c>InProgress</c>, <c>Succeeded</c>, <c>Failed</c>, <c>Stopping</c>, <c>Stopped</c>, <c>Superseded</c> or <c>Cancelled</c>.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Gets the explanation of the status from AWS, such as why the execution failed.</summary>
    public string? StatusSummary { get; init; }

    /// <summary>Gets the version of the pipeline; null if AWS did not return it.</summary>
    public int? PipelineVersion { get; init; }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <summary>Gets what started the execution, such as <c>CreatePipeline</c>, <c>WebhookV2</c> or <c>StartPipelineExecution</c>.</summary>
    public string? TriggerType { get; init; }

    /// <summary>Gets details of the trigger, such as the ARN of the caller, also for a rollback.</summary>
    public string? TriggerDetail { get; init; }

    /// <summary>Gets the execution mode.</summary>
    public string? ExecutionMode { get; init; }

    /// <summary>Gets the type, <c>STANDARD</c> or <c>ROLLBACK</c>; null if the execution could not be read.</summary>
    public string? ExecutionType { get; init; }

    /// <summary>Gets the start time in UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Gets the time of the last change of the status in UTC. It is the start time while the execution is in progress.</summary>
    public DateTime? LastUpdateTime { get; init; }

    /// <summary>Gets the revisions that the source actions used.</summary>
    public IReadOnlyList<SourceRevision> SourceRevisions { get; init; } = Array.Empty<SourceRevision>();

    /// <summary>Gets the values of the pipeline variables; null if AWS did not return them.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Gets the id of the execution that a ROLLBACK returned to.</summary>
    public string? RollbackTargetPipelineExecutionId { get; init; }

    /// <summary>Gets the reason for the stop; null if the execution was not stopped or has no reason.</summary>
    public string? StopReason { get; init; }

    /// <summary>Gets the actions, newest first; null if they were not requested.</summary>
    public IReadOnlyList<ActionExecution>? Actions { get; init; }

    /// <summary>Gets the console page; null if the console of the partition is not known.</summary>
    public string? ConsoleUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => PipelineExecutionId;

    /// <inheritdoc/>
    public bool Equals(PipelineExecution? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents the revision that a source action used.</summary>
public sealed record SourceRevision
{
    /// <summary>Gets the name of the source action.</summary>
    public required string ActionName { get; init; }

    /// <summary>Gets the revision, such as a commit id.</summary>
    public string? RevisionId { get; init; }

    /// <summary>Gets the summary, such as the commit message. For a connection source, it is JSON with the provider and the message.</summary>
    public string? RevisionSummary { get; init; }

    /// <summary>Gets the commit message in <see cref="RevisionSummary"/>.</summary>
    public string? CommitMessage => CommitSummary.MessageOf(RevisionSummary);

    /// <summary>Gets the page of the revision.</summary>
    public string? RevisionUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" ", new[] { ActionName + ":", RevisionId, CommitMessage?.Split('\r', '\n')[0] }.Where(part => part is not null));

    /// <inheritdoc/>
    public bool Equals(SourceRevision? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
