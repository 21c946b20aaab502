using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>A user or a role, with its policies.</summary>
internal abstract class IdentityRecord
{
    private readonly SortedDictionary<string, InlinePolicy> _inline = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, IamPolicy?> _attached = new(StringComparer.Ordinal);
    private readonly Propagated<IReadOnlyList<IamPolicy>> _policies = new();
    private readonly Propagated<IReadOnlyList<IamPolicy>> _boundary = new();

    /// <summary>Gets the id, <c>AROA…</c> for a role and <c>AIDA…</c> for a user.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the path, such as <c>/service-role/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the time of creation.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();

    /// <summary>Gets the inline policies by name. Case has no meaning in names; the first spelling stays.</summary>
    public IReadOnlyDictionary<string, InlinePolicy> InlinePolicies => _inline;

    /// <summary>Gets the ARNs of the attached managed policies.</summary>
    public IReadOnlyCollection<string> AttachedPolicies => _attached.Keys;

    /// <summary>Gets the ARN of the permissions boundary; null if there is none.</summary>
    public string? BoundaryArn { get; private set; }

    /// <summary>Sets the permissions boundary.</summary>
    /// <param name="arn">The ARN of the policy; null to remove the boundary.</param>
    /// <param name="policy">Its content; null to remove the boundary.</param>
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
    /// <returns>True if it had the policy; otherwise false.</returns>
    public bool RemovePolicy(string name, DateTimeOffset from)
    {
        var isRemoved = _inline.Remove(name);
        SetPolicies(from);
        return isRemoved;
    }

    /// <summary>Attaches a managed policy.</summary>
    /// <param name="arn">Its ARN.</param>
    /// <param name="policy">Its content; null if the sandbox does not have it.</param>
    /// <param name="from">The time when the change takes effect.</param>
    public void Attach(string arn, IamPolicy? policy, DateTimeOffset from)
    {
        _attached[arn] = policy;
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
        [.. _inline.Values.Select(inline => inline.Policy), .. _attached.Values.OfType<IamPolicy>()], from);
}
