using System;
using System.Collections.Generic;
using System.Linq;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Removal;

/// <summary>Determines whether this module created a role, and whether the role is still as this module made it.</summary>
internal static class RoleOrigin
{
    /// <summary>Gets the reason to keep a role.</summary>
    /// <param name="role">The role.</param>
    /// <param name="pipeline">The removed pipeline.</param>
    /// <param name="foreignPolicies">The inline policies that do not belong to removed pipelines.</param>
    /// <param name="attached">The attached policies.</param>
    /// <param name="profiles">The instance profiles.</param>
    /// <returns>The reason; null if this module created the role for pipelines, and nothing was added to it.</returns>
    public static string? Obstacle(
        Role role, Pipeline pipeline, IReadOnlyList<string> foreignPolicies, IReadOnlyList<string> attached, IReadOnlyList<string> profiles)
    {
        if (role.Path != ServiceRoleService.Path)
        {
            return $"it has the path {role.Path}, not {ServiceRoleService.Path}, so this module did not create it";
        }

        if (role.Description?.StartsWith(ServiceRoleService.DescriptionStart, StringComparison.Ordinal) != true && role.RoleName != RoleNames.Of(pipeline.Region, pipeline.Name))
        {
            return "its name and its description do not show that this module created it";
        }

        return !RoleTrust.IsOnlyCodePipeline(RoleApi.Decode(role.AssumeRolePolicyDocument)) ? $"it trusts others than {ServiceRoleService.Service}"
            : attached.Count > 0 ? $"it has attached policies: {string.Join(", ", attached)}"
            : role.PermissionsBoundary?.PermissionsBoundaryArn is { } boundary ? $"it has the permissions boundary {boundary}"
            : profiles.Count > 0 ? $"it is in instance profiles: {string.Join(", ", profiles)}"
            : foreignPolicies.Count > 0 ? $"it still has policies: {string.Join(", ", foreignPolicies.Select(policy => Described(policy, pipeline)))}"
            : null;
    }

    private static string Described(string policyName, Pipeline pipeline) =>
        policyName == PipelinePolicyName.Of(pipeline.Region, pipeline.Name) ? $"{policyName} (of the removed pipeline)"
        : PipelinePolicyName.IsOne(policyName) ? $"{policyName} (of another pipeline)" : policyName;
}
