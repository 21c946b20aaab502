using Amazon.Runtime;

namespace Amazon.CodeConnections.Model;

/// <summary>What every request of the service is.</summary>
public partial class AmazonCodeConnectionsRequest : AmazonWebServiceRequest
{
}
