namespace Amazon.IdentityManagement.Model;

/// <summary>An attached policy of the API.</summary>
public partial class AttachedPolicy
{
    /// <summary>Gets or sets the policy name: 1–128 characters, of the pattern <c>[\w+=,.@-]+</c>.</summary>
    public string? PolicyName { get; set; }

    /// <summary>Gets or sets the policy ARN: 20–2048 characters.</summary>
    public string? PolicyArn { get; set; }
}
