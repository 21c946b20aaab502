using System;

namespace Amazon.IdentityManagement.Model;

/// <summary>When and where a role was last used.</summary>
public partial class RoleLastUsed
{
    /// <summary>Gets or sets the last used date: UTC.</summary>
    public DateTime? LastUsedDate { get; set; }

    /// <summary>Gets or sets the Region.</summary>
    public string? Region { get; set; }
}
