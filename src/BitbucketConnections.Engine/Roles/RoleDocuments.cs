using System.Collections.Generic;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>The documents of a role, as far as they can be read.</summary>
internal sealed class RoleDocuments
{
    public RoleDocuments(string roleName) => RoleName = roleName;

    public string RoleName { get; }

    /// <summary>Gets or sets the role; null if it can't be read.</summary>
    public Role? Role { get; set; }

    /// <summary>Determines whether the documents can be those of an ARN. IAM finds a role by its name, and the role with this name can have another path.</summary>
    public bool IsOf(string roleArn) => Role is not { } role || role.Arn == roleArn;

    /// <summary>Gets the inline and the attached policies.</summary>
    public List<IamPolicy> Identity { get; } = [];

    /// <summary>Gets or sets the permissions boundary; null if there is none, or it can't be read.</summary>
    public IamPolicy? Boundary { get; set; }

    /// <summary>Gets what was not read.</summary>
    public List<UnreadDocument> Unread { get; } = [];
}
