using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of StopPipelineExecution.</summary>
public partial class StopPipelineExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipeline execution id: of the pattern <c>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}</c>.</summary>
    public string? PipelineExecutionId { get; set; }
}
