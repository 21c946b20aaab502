using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of GetRolePolicy.</summary>
public partial class GetRolePolicyResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the role name: 1–64 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the policy name: 1–128 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? PolicyName { get; set; }

    /// <summary>Gets or sets the policy document: JSON, URL-encoded as IAM answers it; required.</summary>
    public string? PolicyDocument { get; set; }
}
