namespace Amazon.IdentityManagement.Model;

/// <summary>The request of UpdateAssumeRolePolicy.</summary>
public partial class UpdateAssumeRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Gets or sets the role name: 1–64 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the policy document: JSON of 1–131072 characters, of the pattern <c>[\u0009\u000A\u000D\u0020-\u00FF]+</c>; required.</summary>
    public string? PolicyDocument { get; set; }
}
