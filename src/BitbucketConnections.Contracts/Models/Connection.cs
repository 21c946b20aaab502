using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>
/// Represents a connection between an AWS account and a source provider, with the information that a person needs to complete it. The object is a
/// snapshot and does not change.
/// </summary>
public sealed record Connection
{
    /// <summary>Gets <see cref="ConnectionArn"/> by a short name.</summary>
    public string Arn => ConnectionArn;

    /// <summary>Gets <see cref="ConnectionName"/> by a short name.</summary>
    public string Name => ConnectionName;

    /// <summary>Gets <see cref="ConnectionStatus"/> by a short name.</summary>
    public string Status => ConnectionStatus;

    /// <summary>Gets the ARN, 1–256 characters. The service segment identifies the API of the connection.</summary>
    public required string ConnectionArn { get; init; }

    /// <summary>Gets the name, 1–32 characters. Names are not unique: only the ARN identifies a connection.</summary>
    public required string ConnectionName { get; init; }

    /// <summary>Gets the status: one of <see cref="ConnectionStatuses"/>, or a status that AWS added later.</summary>
    public required string ConnectionStatus { get; init; }

    /// <summary>Gets the provider, such as <c>Bitbucket</c>.</summary>
    public string? ProviderType { get; init; }

    /// <summary>Gets the 12-digit AWS account that owns the connection.</summary>
    public string? OwnerAccountId { get; init; }

    /// <summary>Gets the ARN of the host, for self-managed providers; null for Bitbucket Cloud.</summary>
    public string? HostArn { get; init; }

    /// <summary>Gets the Region in the ARN, where the connection is read, deleted, tagged and completed.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the console page that completes or shows the connection; null if the console of the partition is not known.</summary>
    public string? ConsoleUrl { get; init; }

    /// <summary>Gets what a person must do next; null if nothing is left to do.</summary>
    public string? NextStep { get; init; }

    /// <summary>Gets the tags; null if they were not requested.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ConnectionArn;

    /// <inheritdoc/>
    public bool Equals(Connection? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
