using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Policies;

namespace BitbucketConnections.Engine.Roles;

/// <summary>What a role has of the permissions that a pipeline needs.</summary>
internal sealed class RoleAuditResult
{
    public RoleAuditResult(RoleDocuments documents, IReadOnlyList<AuditedRight> rights)
    {
        Documents = documents;
        Rights = rights;
    }

    public RoleDocuments Documents { get; }

    /// <summary>Gets each permission, those for connections first.</summary>
    public IReadOnlyList<AuditedRight> Rights { get; }

    /// <summary>Gets the permissions that no policy allows, as statements; one for each Sid.</summary>
    public IReadOnlyList<PolicyStatement> Missing => Grouped(Rights.Where(right => right is { State: RightState.Missing, Blocker: null }));

    /// <summary>Gets the permissions that are denied or outside the boundary, by what prevents them.</summary>
    public IReadOnlyList<IGrouping<string, AuditedRight>> Blocked => Rights.Where(right => right.Blocker is not null).GroupBy(right => right.Blocker!).ToList();

    /// <summary>Gets the permissions that are not known, as statements; one for each Sid.</summary>
    public IReadOnlyList<PolicyStatement> Unknown => Grouped(Rights.Where(right => right.State == RightState.Unknown));

    /// <summary>Groups permissions by Sid.</summary>
    public static IReadOnlyList<PolicyStatement> Grouped(IEnumerable<AuditedRight> rights) => rights
        .GroupBy(right => right.Requirement.Statement.Sid)
        .Select(same => new PolicyStatement(same.Key, same.Select(right => right.Action).Distinct().ToList(), same.Select(right => right.Resource).Distinct().ToList()))
        .ToList();
}
