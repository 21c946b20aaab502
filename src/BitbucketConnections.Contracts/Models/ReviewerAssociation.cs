using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents an association of a Bitbucket repository with CodeGuru Reviewer. The object is a snapshot and does not change.</summary>
public sealed record ReviewerAssociation
{
    /// <summary>Gets <see cref="AssociationArn"/> by a short name.</summary>
    public string Arn => AssociationArn;

    /// <summary>Gets <see cref="FullRepositoryId"/> by a short name.</summary>
    public string Repository => FullRepositoryId;

    /// <summary>Gets the ARN of the association.</summary>
    public required string AssociationArn { get; init; }

    /// <summary>Gets the id, the last part of the ARN.</summary>
    public string? AssociationId { get; init; }

    /// <summary>Gets the ARN of the connection; null for a provider without connections.</summary>
    public string? ConnectionArn { get; init; }

    /// <summary>Gets the name of the repository, without the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the Bitbucket workspace of the repository.</summary>
    public required string Owner { get; init; }

    /// <summary>Gets the provider, such as <c>Bitbucket</c>.</summary>
    public string? ProviderType { get; init; }

    /// <summary>Gets the state: one of <see cref="ReviewerAssociationStates"/>, or a state that AWS added later.</summary>
    public required string State { get; init; }

    /// <summary>Gets the reason of the state; null if AWS gave none, and in lists.</summary>
    public string? StateReason { get; init; }

    /// <summary>Gets when the association was created; null in lists.</summary>
    public DateTime? CreatedTimeStamp { get; init; }

    /// <summary>Gets when the association was last changed.</summary>
    public DateTime? LastUpdatedTimeStamp { get; init; }

    /// <summary>Gets the id of the customer managed KMS key; null for a key of AWS, and in lists.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Gets the tags; null in lists.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the Region in the ARN.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the repository as <c>workspace/repository</c>.</summary>
    public string FullRepositoryId => $"{Owner}/{Name}";

    /// <inheritdoc/>
    public override string ToString() => AssociationArn;

    /// <inheritdoc/>
    public bool Equals(ReviewerAssociation? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
