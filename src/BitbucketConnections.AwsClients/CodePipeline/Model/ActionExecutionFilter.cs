namespace Amazon.CodePipeline.Model;

/// <summary>An action execution filter of the API.</summary>
public partial class ActionExecutionFilter
{
    /// <summary>Gets or sets the pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>.</summary>
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the latest in pipeline execution.</summary>
    public LatestInPipelineExecutionFilter? LatestInPipelineExecution { get; set; }
}
