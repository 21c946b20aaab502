using Amazon.Runtime;

namespace Amazon.CodeStarconnections.Model;

/// <summary>What every request of the service is.</summary>
public partial class AmazonCodeStarconnectionsRequest : AmazonWebServiceRequest
{
}
