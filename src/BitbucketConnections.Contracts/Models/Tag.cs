using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents a tag of a connection or pipeline.</summary>
public sealed record Tag
{
    /// <summary>Gets the ARN of the tagged resource.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>Gets the key, 1–128 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the value, 0–256 characters.</summary>
    public required string Value { get; init; }

    /// <summary>Gets the Region of the resource.</summary>
    public required string Region { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Key + "=" + Value;

    /// <inheritdoc/>
    public bool Equals(Tag? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
