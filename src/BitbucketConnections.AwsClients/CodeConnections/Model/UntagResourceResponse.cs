using Amazon.Runtime;

namespace Amazon.CodeConnections.Model;

/// <summary>The answer of UntagResource.</summary>
public partial class UntagResourceResponse : AmazonWebServiceResponse
{
}
