namespace BitbucketConnections.Engine.Roles;

/// <summary>What an edit requests of the service role.</summary>
/// <param name="IsGranted">Whether to add a policy to a role that has none from this module for the pipeline.</param>
/// <param name="AllowAllRepositories">Whether the policy allows all repositories of its connections; null to keep what it allows.</param>
internal sealed record RoleWishes(bool IsGranted, bool? AllowAllRepositories)
{
    /// <summary>Gets a value indicating whether the edit requests a change of the role.</summary>
    public bool IsAny => IsGranted || AllowAllRepositories is not null;
}
