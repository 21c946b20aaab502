using System;
using System.Collections.Generic;
using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>A role.</summary>
internal sealed class RoleRecord : IdentityRecord
{
    private readonly Propagated<IamPolicy> _trust = new();
    private readonly Propagated<IReadOnlyList<IamPolicy>> _boundary = new();

    /// <summary>Gets the latest trust policy.</summary>
    public string TrustPolicy { get; private set; } = string.Empty;

    /// <summary>Gets the description, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the maximum session duration, in seconds.</summary>
    public int MaximumSessionSeconds { get; init; } = 3600;

    /// <summary>Gets the ARN of the permissions boundary; null if there is none.</summary>
    public string? BoundaryArn { get; private set; }

    /// <summary>Sets the permissions boundary.</summary>
    /// <param name="arn">The ARN of the policy; null to remove the boundary.</param>
    /// <param name="policy">Its content; null if there is none, or the sandbox does not have it. Then it limits nothing.</param>
    /// <param name="from">The time when the change takes effect.</param>
    public void SetBoundary(string? arn, IamPolicy? policy, DateTimeOffset from)
    {
        BoundaryArn = arn;
        _boundary.Set(policy is null ? [] : [policy], from);
    }

    /// <summary>Gets the permissions boundary that is in effect.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The policy; null if there is none.</returns>
    public IamPolicy? BoundaryAt(DateTimeOffset now) => _boundary.At(now) is [var policy] ? policy : null;

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
