namespace Amazon.CodePipeline.Model;

/// <summary>A latest in pipeline execution filter of the API.</summary>
public partial class LatestInPipelineExecutionFilter
{
    /// <summary>Gets or sets the pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>; required.</summary>
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the start time range; required.</summary>
    public StartTimeRange? StartTimeRange { get; set; }
}
