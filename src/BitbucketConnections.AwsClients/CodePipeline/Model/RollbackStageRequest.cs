namespace Amazon.CodePipeline.Model;

/// <summary>The request of RollbackStage.</summary>
public partial class RollbackStageRequest : AmazonCodePipelineRequest
{
    /// <summary>Gets or sets the pipeline name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? PipelineName { get; set; }

    /// <summary>Gets or sets the stage name: 1–100 characters, of the pattern <c>[A-Za-z0-9.@\-_]+</c>; required.</summary>
    public string? StageName { get; set; }

    /// <summary>Gets or sets the target pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>; required.</summary>
    public string? TargetPipelineExecutionId { get; set; }
}
