using Amazon.Runtime;

namespace Amazon.CodeStarconnections.Model;

/// <summary>The answer of UntagResource.</summary>
public partial class UntagResourceResponse : AmazonWebServiceResponse
{
}
