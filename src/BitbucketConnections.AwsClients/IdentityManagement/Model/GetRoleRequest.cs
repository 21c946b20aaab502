namespace Amazon.IdentityManagement.Model;

/// <summary>The request of GetRole.</summary>
public partial class GetRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Gets or sets the role name: 1–64 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? RoleName { get; set; }
}
