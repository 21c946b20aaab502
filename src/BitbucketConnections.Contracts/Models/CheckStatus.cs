namespace BitbucketConnections;

/// <summary>The outcome of a check.</summary>
public enum CheckStatus
{
    /// <summary>The checked part is as it should be.</summary>
    Passed,

    /// <summary>The checked part works, but may cause a problem, or AWS does not show whether it does.</summary>
    Warning,

    /// <summary>The checked part does not work.</summary>
    Failed,

    /// <summary>The check could not be made, such as when a permission for it is missing.</summary>
    Unknown,
}
