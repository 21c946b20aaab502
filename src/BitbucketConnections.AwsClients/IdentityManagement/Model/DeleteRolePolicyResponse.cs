using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of DeleteRolePolicy.</summary>
public partial class DeleteRolePolicyResponse : AmazonWebServiceResponse
{
}
