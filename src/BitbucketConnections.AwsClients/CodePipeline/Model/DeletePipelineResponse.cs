using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of DeletePipeline.</summary>
public partial class DeletePipelineResponse : AmazonWebServiceResponse
{
}
