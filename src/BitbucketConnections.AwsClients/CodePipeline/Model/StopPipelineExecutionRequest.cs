namespace Amazon.CodePipeline.Model;

/// <summary>The request of StopPipelineExecution.</summary>
public partial class StopPipelineExecutionRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the pipeline name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? PipelineName { get; set; }

    /// <summary>Gets or sets the pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>; required.</summary>
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the abandon.</summary>
    public bool? Abandon { get; set; }

    /// <summary>Gets or sets the reason: at most 200 characters.</summary>
    public string? Reason { get; set; }
}
