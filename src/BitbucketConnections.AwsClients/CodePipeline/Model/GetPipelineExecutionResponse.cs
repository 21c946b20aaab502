using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of GetPipelineExecution.</summary>
public partial class GetPipelineExecutionResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipeline execution.</summary>
    public PipelineExecution? PipelineExecution { get; set; }
}
