using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>
/// A connection between an AWS account and a source provider, as the connections APIs describe it, with what a
/// person needs to complete it. Not changed after it was written out.
/// </summary>
public sealed record Connection
{
    /// <summary>Gets the ARN, 1–256 characters. Its service segment tells which of the two APIs owns the connection.</summary>
    public required string ConnectionArn { get; init; }

    /// <summary>Gets the name, 1–32 characters. Names are not unique: only the ARN identifies a connection.</summary>
    public required string ConnectionName { get; init; }

    /// <summary>Gets the status: one of <see cref="ConnectionStatuses"/>, or a newer one that AWS added.</summary>
    public required string ConnectionStatus { get; init; }

    /// <summary>Gets the provider, such as <c>Bitbucket</c>.</summary>
    public string? ProviderType { get; init; }

    /// <summary>Gets the 12-digit AWS account that owns the connection.</summary>
    public string? OwnerAccountId { get; init; }

    /// <summary>Gets the ARN of the host, for providers that are installed on one; null for Bitbucket Cloud.</summary>
    public string? HostArn { get; init; }

    /// <summary>Gets the ARN's own Region, where the connection is read, deleted, tagged and completed.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the page that completes or shows the connection; null where the partition's console is not known.</summary>
    public Uri? ConsoleUrl { get; init; }

    /// <summary>Gets what a person has to do next; null when there is nothing to do.</summary>
    public string? NextStep { get; init; }

    /// <summary>Gets the tags; null when they were not asked for.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ConnectionArn;

    /// <inheritdoc/>
    public bool Equals(Connection? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
