namespace BitbucketConnections;

/// <summary>How a Region of the sandbox answers. IAM and STS are global and answer in each case.</summary>
public enum SandboxRegionStatus
{
    /// <summary>As usual.</summary>
    Available,

    /// <summary>Denies every call, because no policy of the caller allows it.</summary>
    Denied,

    /// <summary>Denies every call with an explicit deny in a service control policy.</summary>
    ServiceControlPolicy,

    /// <summary>Does not know the keys, as an opt-in Region that is not enabled for the account.</summary>
    NotEnabled,

    /// <summary>Does not answer.</summary>
    Silent,
}
