using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of UntagResource.</summary>
public partial class UntagResourceResponse : AmazonWebServiceResponse
{
}
