namespace BitbucketConnections.Engine.Removal;

/// <summary>The state of a role before its removal.</summary>
internal sealed class RoleLook
{
    /// <summary>Gets a value indicating whether the role does not exist.</summary>
    public bool IsGone { get; init; }

    /// <summary>Gets a value indicating whether other pipelines use the role.</summary>
    public bool IsUsed { get; init; }

    /// <summary>Gets the reason to keep the role; null if it can be removed.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Gets a value indicating whether the role has the policy of grants.</summary>
    public bool HasGrant { get; init; }
}
