using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of CreateRole.</summary>
public partial class CreateRoleResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the role: required.</summary>
    public Role? Role { get; set; }
}
