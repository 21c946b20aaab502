using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of RollbackStage.</summary>
public partial class RollbackStageResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>; required.</summary>
    public string? PipelineExecutionId { get; set; }
}
