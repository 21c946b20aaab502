namespace Amazon.CodePipeline.Model;

/// <summary>A stage execution of the API.</summary>
public partial class StageExecution
{
    /// <summary>Gets or sets the pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>; required.</summary>
    public string? PipelineExecutionId { get; set; }

    /// <summary>Gets or sets the status: one of <c>Cancelled</c>, <c>InProgress</c>, <c>Failed</c>, <c>Stopped</c>, <c>Stopping</c>, <c>Succeeded</c>, <c>Skipped</c>; required.</summary>
    public StageExecutionStatus? Status { get; set; }

    /// <summary>Gets or sets the type: one of <c>STANDARD</c>, <c>ROLLBACK</c>.</summary>
    public ExecutionType? Type { get; set; }
}
