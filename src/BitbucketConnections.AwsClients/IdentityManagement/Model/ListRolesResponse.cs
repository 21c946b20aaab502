using System.Collections.Generic;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of ListRoles.</summary>
public partial class ListRolesResponse : AmazonWebServiceResponse
{
    /// <summary>Gets or sets the roles: required.</summary>
    public List<Role>? Roles { get; set; }

    /// <summary>Gets or sets a value indicating whether there are more: then <see cref="Marker"/> tells where they begin.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Gets or sets where the next page begins; null on the last one.</summary>
    public string? Marker { get; set; }
}
