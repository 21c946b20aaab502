using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>What every request of the service is.</summary>
public partial class AmazonCodePipelineRequest : AmazonWebServiceRequest
{
}
