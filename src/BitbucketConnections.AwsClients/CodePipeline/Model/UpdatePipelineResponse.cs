using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of UpdatePipeline.</summary>
public partial class UpdatePipelineResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the pipeline.</summary>
    public PipelineDeclaration? Pipeline { get; set; }
}
