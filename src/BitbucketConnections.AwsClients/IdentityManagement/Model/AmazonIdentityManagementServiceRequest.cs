using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>What every request of the service is.</summary>
public partial class AmazonIdentityManagementServiceRequest : AmazonWebServiceRequest
{
}
