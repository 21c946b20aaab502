using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>A role.</summary>
internal sealed class RoleRecord
{
    private readonly SortedDictionary<string, InlinePolicy> _inline = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _attached = new(StringComparer.Ordinal);
    private readonly Propagated<IamPolicy> _trust = new();
    private readonly Propagated<IReadOnlyList<IamPolicy>> _policies = new();

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

    /// <summary>Gets the inline policies by name. Case has no meaning in names; the first spelling stays.</summary>
    public IReadOnlyDictionary<string, InlinePolicy> InlinePolicies => _inline;

    /// <summary>Gets the ARNs of the attached managed policies.</summary>
    public IReadOnlyCollection<string> AttachedPolicies => _attached;

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

    /// <summary>Adds or replaces an inline policy.</summary>
    /// <param name="name">The name.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="from">The time when the change takes effect.</param>
    public void PutPolicy(string name, InlinePolicy policy, DateTimeOffset from)
    {
        _inline[name] = policy;
        SetPolicies(from);
    }

    /// <summary>Removes an inline policy.</summary>
    /// <param name="name">The name.</param>
    /// <param name="from">The time when the change takes effect.</param>
    /// <returns>True if the role had the policy; otherwise false.</returns>
    public bool RemovePolicy(string name, DateTimeOffset from)
    {
        var isRemoved = _inline.Remove(name);
        SetPolicies(from);
        return isRemoved;
    }

    /// <summary>Attaches a managed policy.</summary>
    /// <param name="arn">Its ARN.</param>
    /// <param name="from">The time when the change takes effect.</param>
    public void Attach(string arn, DateTimeOffset from)
    {
        _attached.Add(arn);
        SetPolicies(from);
    }

    /// <summary>Detaches a managed policy.</summary>
    /// <param name="arn">Its ARN.</param>
    /// <param name="from">The time when the change takes effect.</param>
    /// <returns>True if the policy was attached; otherwise false.</returns>
    public bool Detach(string arn, DateTimeOffset from)
    {
        var isDetached = _attached.Remove(arn);
        SetPolicies(from);
        return isDetached;
    }

    /// <summary>Gets the policies that are in effect, inline and attached.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The policies, without attached ones whose content the sandbox does not have.</returns>
    public IReadOnlyList<IamPolicy> PoliciesAt(DateTimeOffset now) => _policies.At(now) ?? [];

    private void SetPolicies(DateTimeOffset from) => _policies.Set(
        [.. _inline.Values.Select(inline => inline.Policy), .. _attached.Select(ManagedPolicies.Find).OfType<IamPolicy>()], from);
}
