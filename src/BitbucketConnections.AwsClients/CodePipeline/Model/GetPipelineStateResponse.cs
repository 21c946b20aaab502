using System;
using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of GetPipelineState.</summary>
public partial class GetPipelineStateResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipeline name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>.</summary>
    public string? PipelineName { get; set; }

    /// <summary>Gets or sets the pipeline version: at least 1.</summary>
    public int? PipelineVersion { get; set; }

    /// <summary>Gets or sets the stage states.</summary>
    public List<StageState>? StageStates { get; set; }

    /// <summary>Gets or sets the created: UTC.</summary>
    public DateTime? Created { get; set; }

    /// <summary>Gets or sets the updated: UTC.</summary>
    public DateTime? Updated { get; set; }
}
