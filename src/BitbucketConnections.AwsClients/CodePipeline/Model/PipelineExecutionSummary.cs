using System;
using System.Collections.Generic;

namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline execution summary of the API.</summary>
public partial class PipelineExecutionSummary
{
    /// <summary>Gets or sets the pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>.</summary>
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the status: one of <c>Cancelled</c>, <c>InProgress</c>, <c>Stopped</c>, <c>Stopping</c>, <c>Succeeded</c>, <c>Superseded</c>, <c>Failed</c>.</summary>
    public PipelineExecutionStatus? Status { get; set; }

    /// <summary>Gets or sets the status summary.</summary>
    public string? StatusSummary { get; set; }

    /// <summary>Gets or sets the start time: UTC.</summary>
    public DateTime? StartTime { get; set; }

    /// <summary>Gets or sets the last update time: UTC.</summary>
    public DateTime? LastUpdateTime { get; set; }

    /// <summary>Gets or sets the source revisions.</summary>
    public List<SourceRevision>? SourceRevisions { get; set; }

    /// <summary>Gets or sets the trigger.</summary>
    public ExecutionTrigger? Trigger { get; set; }

    /// <summary>Gets or sets the stop trigger.</summary>
    public StopExecutionTrigger? StopTrigger { get; set; }

    /// <summary>Gets or sets the execution mode: one of <c>QUEUED</c>, <c>SUPERSEDED</c>, <c>PARALLEL</c>.</summary>
    public ExecutionMode? ExecutionMode { get; set; }

    /// <summary>Gets or sets the execution type: one of <c>STANDARD</c>, <c>ROLLBACK</c>.</summary>
    public ExecutionType? ExecutionType { get; set; }

    /// <summary>Gets or sets the rollback metadata.</summary>
    public PipelineRollbackMetadata? RollbackMetadata { get; set; }
}
