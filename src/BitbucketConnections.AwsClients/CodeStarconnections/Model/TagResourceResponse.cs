using Amazon.Runtime;

namespace Amazon.CodeStarconnections.Model;

/// <summary>The answer of TagResource.</summary>
public partial class TagResourceResponse : AmazonWebServiceResponse
{
}
