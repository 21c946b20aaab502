namespace Amazon.IdentityManagement.Model;

/// <summary>The request of AttachRolePolicy.</summary>
public partial class AttachRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Gets or sets the role name: 1–64 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the policy ARN: 20–2048 characters; required.</summary>
    public string? PolicyArn { get; set; }
}
