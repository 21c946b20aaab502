using System;

namespace Amazon.CodePipeline.Model;

/// <summary>An action execution detail of the API.</summary>
public partial class ActionExecutionDetail
{
    /// <summary>Gets or sets the pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>.</summary>
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the action execution id.</summary>
    public string? ActionExecutionId { get; set; }

    /// <summary>Gets or sets the pipeline version: at least 1.</summary>
    public int? PipelineVersion { get; set; }

    /// <summary>Gets or sets the stage name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>.</summary>
    public string? StageName { get; set; }

    /// <summary>Gets or sets the action name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>.</summary>
    public string? ActionName { get; set; }

    /// <summary>Gets or sets the start time.</summary>
    public DateTime? StartTime { get; set; }

    /// <summary>Gets or sets the last update time.</summary>
    public DateTime? LastUpdateTime { get; set; }

    /// <summary>Gets or sets the updated by.</summary>
    public string? UpdatedBy { get; set; }

    /// <summary>Gets or sets the status.</summary>
    public ActionExecutionStatus? Status { get; set; }

    /// <summary>Gets or sets the input.</summary>
    public ActionExecutionInput? Input { get; set; }

    /// <summary>Gets or sets the output.</summary>
    public ActionExecutionOutput? Output { get; set; }
}
