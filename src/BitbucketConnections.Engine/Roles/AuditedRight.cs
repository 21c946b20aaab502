namespace BitbucketConnections.Engine.Roles;

/// <summary>A permission that a pipeline needs, and whether a role has it.</summary>
/// <param name="Requirement">The requirement that the permission belongs to.</param>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource.</param>
/// <param name="State">Whether the role has it.</param>
/// <param name="Blocker">What prevents a missing permission, if another policy can't add it: a statement that denies, or the boundary. Otherwise null.</param>
internal sealed record AuditedRight(RoleRequirement Requirement, string Action, string Resource, RightState State, string? Blocker);
