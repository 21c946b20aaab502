using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>A role.</summary>
internal sealed class RoleRecord
{
    private readonly List<(string Document, DateTimeOffset KnownFrom)> _trusts = [];

    /// <summary>Gets the id, <c>AROA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the path, such as <c>/service-role/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the time of creation.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the latest trust policy.</summary>
    public string TrustPolicy { get; private set; } = string.Empty;

    /// <summary>Gets the description, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the maximum session duration, in seconds.</summary>
    public int MaximumSessionSeconds { get; init; } = 3600;

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();

    /// <summary>Gets the inline policies by name.</summary>
    public SortedDictionary<string, string> InlinePolicies { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the ARNs of the attached managed policies.</summary>
    public SortedSet<string> AttachedPolicies { get; } = new(StringComparer.Ordinal);

    /// <summary>Sets the trust policy.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="knownFrom">The time when the policy takes effect, because IAM changes need time to propagate.</param>
    public void SetTrust(string document, DateTimeOffset knownFrom)
    {
        TrustPolicy = document;
        _trusts.Add((document, knownFrom));
    }

    /// <summary>Gets the newest trust policy that is in effect.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The policy; null if the role is still propagating.</returns>
    public string? TrustKnownAt(DateTimeOffset now) => _trusts.FindLast(trust => trust.KnownFrom <= now).Document;
}
