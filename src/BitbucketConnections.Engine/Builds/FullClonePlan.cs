using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Builds;

/// <summary>The grants and the warnings for builds that clone the repository.</summary>
internal sealed class FullClonePlan
{
    /// <summary>Gets the roles that get access, with the only repository; null for all repositories.</summary>
    public List<(FullCloneBuild Build, string RoleArn, string? Repository)> Grants { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>Gets review lines of the policies that are written.</summary>
    public IReadOnlyList<string> Lines => Grants.Select(grant =>
        $"Build role of {grant.Build.Project}: {grant.RoleArn} (policy {ServiceRoleService.ConnectionPolicyName} allows {grant.Build.ConnectionArn}"
        + $" for {(grant.Repository is { } repository ? "the repository " + repository : "all repositories")})").ToList();
}
