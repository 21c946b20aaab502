using Amazon.Runtime;

namespace Amazon.CodeConnections.Model;

/// <summary>The answer of DeleteConnection.</summary>
public partial class DeleteConnectionResponse : AmazonWebServiceResponse
{
}
