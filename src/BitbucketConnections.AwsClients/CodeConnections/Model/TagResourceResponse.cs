using Amazon.Runtime;

namespace Amazon.CodeConnections.Model;

/// <summary>The answer of TagResource.</summary>
public partial class TagResourceResponse : AmazonWebServiceResponse
{
}
