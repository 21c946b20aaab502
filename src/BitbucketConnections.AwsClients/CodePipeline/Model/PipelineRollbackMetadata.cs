namespace Amazon.CodePipeline.Model;

/// <summary>A pipeline rollback metadata of the API.</summary>
public partial class PipelineRollbackMetadata
{
    /// <summary>Gets or sets the rollback target pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>.</summary>
    public string? RollbackTargetPipelineExecutionId { get; set; }
}
