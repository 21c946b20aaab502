using System;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>A role.</summary>
internal sealed class RoleRecord : IdentityRecord
{
    private readonly Propagated<IamPolicy> _trust = new();

    /// <summary>Gets the latest trust policy.</summary>
    public string TrustPolicy { get; private set; } = string.Empty;

    /// <summary>Gets the description, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the maximum session duration, in seconds.</summary>
    public int MaximumSessionSeconds { get; init; } = 3600;

    /// <summary>Sets the trust policy.</summary>
    /// <param name="document">The policy as sent.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="from">The time when the policy takes effect, because IAM changes need time to propagate.</param>
    public void SetTrust(string document, IamPolicy policy, DateTimeOffset from)
    {
        TrustPolicy = document;
        _trust.Set(policy, from);
    }

    /// <summary>Gets the newest trust policy that is in effect.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The policy; null if the role is still propagating.</returns>
    public IamPolicy? TrustAt(DateTimeOffset now) => _trust.At(now);
}
