namespace BitbucketConnections.Engine.Roles;

/// <summary>Whether a role has a permission, by its own policies.</summary>
internal enum RightState
{
    /// <summary>The role's policies allow it.</summary>
    Allowed,

    /// <summary>No policy allows it, or one denies it.</summary>
    Missing,

    /// <summary>A policy can't be read, or its conditions can't be evaluated here.</summary>
    Unknown,
}
