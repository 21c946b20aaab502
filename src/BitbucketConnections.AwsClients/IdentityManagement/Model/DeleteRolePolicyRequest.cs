namespace Amazon.IdentityManagement.Model;

/// <summary>The request of DeleteRolePolicy.</summary>
public partial class DeleteRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Gets or sets the role name: 1–64 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the policy name: 1–128 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? PolicyName { get; set; }
}
