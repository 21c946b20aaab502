namespace Amazon.IdentityManagement.Model;

/// <summary>The policy that bounds what a role may be granted.</summary>
public partial class AttachedPermissionsBoundary
{
    /// <summary>Gets or sets the permissions boundary type: one of <c>PermissionsBoundaryPolicy</c>.</summary>
    public PermissionsBoundaryAttachmentType? PermissionsBoundaryType { get; set; }

    /// <summary>Gets or sets the permissions boundary ARN: 20–2048 characters.</summary>
    public string? PermissionsBoundaryArn { get; set; }
}
