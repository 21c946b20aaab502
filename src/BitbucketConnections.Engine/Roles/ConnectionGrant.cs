using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>Adds connections to the policy of earlier grants, and keeps its content.</summary>
internal static class ConnectionGrant
{
    // Restricted and unrestricted grants are separate statements, because a condition would apply to both. Statements with the same condition are one.
    public static string Merge(string? present, PolicyStatement added) =>
        PolicyJson.Write(PolicyStatement.Merge(Read(present).Append(added)).OrderBy(s => s.Sid, StringComparer.Ordinal));

    /// <exception cref="ServiceException">The policy with this module's name has another form, so a change would alter its meaning.</exception>
    private static List<PolicyStatement> Read(string? document)
    {
        if (document is null)
        {
            return [];
        }

        return PolicyContent.TryRead(document) is { } content && content.Statements.All(s => s.Statement is not null)
            ? content.Understood.Select(ConnectionPermissions.Renewed).ToList()
            : throw new ServiceException(
                ServiceErrorKind.InvalidInput,
                $"The role has an inline policy '{ServiceRoleService.ConnectionPolicyName}' that this module did not write. Rename it, or add the permission to it yourself.")
            {
                Condition = "ForeignConnectionPolicy",
            };
    }
}
