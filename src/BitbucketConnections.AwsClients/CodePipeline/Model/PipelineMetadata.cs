using System;

namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline metadata of the API.</summary>
public partial class PipelineMetadata
{
    /// <summary>Gets or sets the pipeline ARN: of the pattern <c>arn:aws(-[\w]+)*:codepipeline:.+:[0-9]{12}:.+</c>.</summary>
    public string? PipelineArn { get; set; }

    /// <summary>Gets or sets the created: UTC.</summary>
    public DateTime? Created { get; set; }

    /// <summary>Gets or sets the updated: UTC.</summary>
    public DateTime? Updated { get; set; }

    /// <summary>Gets or sets the polling disabled at: UTC.</summary>
    public DateTime? PollingDisabledAt { get; set; }
}
