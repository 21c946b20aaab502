using System;

namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline summary of the API.</summary>
public partial class PipelineSummary
{
    /// <summary>Gets or sets the name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the version: at least 1.</summary>
    public int? Version { get; set; }

    /// <summary>Gets or sets the pipeline type: one of <c>V1</c>, <c>V2</c>.</summary>
    public PipelineType? PipelineType { get; set; }

    /// <summary>Gets or sets the execution mode: one of <c>QUEUED</c>, <c>SUPERSEDED</c>, <c>PARALLEL</c>.</summary>
    public ExecutionMode? ExecutionMode { get; set; }

    /// <summary>Gets or sets the created: UTC.</summary>
    public DateTime? Created { get; set; }

    /// <summary>Gets or sets the updated: UTC.</summary>
    public DateTime? Updated { get; set; }
}
