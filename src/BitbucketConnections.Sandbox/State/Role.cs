using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.State;

/// <summary>A role.</summary>
internal sealed class Role
{
    /// <summary>Gets the id, <c>AROA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the path, such as <c>/service-role/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the trust policy as given.</summary>
    public required string TrustPolicy { get; init; }

    /// <summary>Gets when it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets from when on it can be assumed: IAM needs a while to spread.</summary>
    public required DateTimeOffset AssumableFrom { get; init; }

    /// <summary>Gets the description, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the longest session, in seconds.</summary>
    public int MaximumSessionSeconds { get; init; } = 3600;

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();

    /// <summary>Gets the inline policies by name.</summary>
    public SortedDictionary<string, string> InlinePolicies { get; } = new(StringComparer.Ordinal);
}
