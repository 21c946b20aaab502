using System.Collections.Generic;

namespace Amazon.IdentityManagement.Model;

/// <summary>The request of TagRole.</summary>
public partial class TagRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Gets or sets the role name: 1–64 characters, of the pattern <c>[\w+=,.@-]+</c>; required.</summary>
    public string? RoleName { get; set; }

    /// <summary>Gets or sets the tags: 0–50 entries; required.</summary>
    public List<Tag>? Tags { get; set; }
}
