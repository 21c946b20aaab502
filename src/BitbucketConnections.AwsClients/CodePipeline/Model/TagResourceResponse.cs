using Amazon.Runtime;

namespace Amazon.CodePipeline.Model;

/// <summary>The answer of TagResource.</summary>
public partial class TagResourceResponse : AmazonWebServiceResponse
{
}
