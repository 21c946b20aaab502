using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents the artifact store of a pipeline in one Region.</summary>
public sealed record ArtifactStore : IDeclarationPart
{
    /// <summary>Gets the type, <c>S3</c>.</summary>
    public string Type { get; init; } = "S3";

    /// <summary>
    /// Gets the bucket name, 3–63 of <c>a-z A-Z 0-9 - .</c>, without a folder; empty in a definition that uses the default location of the Region.
    /// </summary>
    public required string Location { get; init; }

    /// <summary>Gets the key; null for the AWS managed key.</summary>
    public EncryptionKey? EncryptionKey { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Location;

    /// <inheritdoc/>
    public bool Equals(ArtifactStore? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents the key that encrypts the artifacts.</summary>
public sealed record EncryptionKey : IDeclarationPart
{
    /// <summary>Gets the key id, key ARN or alias ARN, 1–400 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the type, <c>KMS</c>.</summary>
    public string Type { get; init; } = "KMS";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id;

    /// <inheritdoc/>
    public bool Equals(EncryptionKey? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
