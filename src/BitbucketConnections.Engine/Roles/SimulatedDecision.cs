namespace BitbucketConnections.Engine.Roles;

/// <summary>What IAM's policy simulator decides.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Decision">The decision: <c>allowed</c>, <c>implicitDeny</c> or <c>explicitDeny</c>.</param>
/// <param name="IsClosedByOrganization">Whether a service control policy does not allow it.</param>
/// <param name="DependsOnContext">Whether a condition depends on a key that the request does not have.</param>
internal sealed record SimulatedDecision(string Action, string Resource, string Decision, bool IsClosedByOrganization, bool DependsOnContext)
{
    /// <summary>Gets a value indicating whether the call is allowed.</summary>
    public bool IsAllowed => Decision == "allowed";
}
