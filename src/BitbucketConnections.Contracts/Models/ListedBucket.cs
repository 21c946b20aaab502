using System;

namespace BitbucketConnections;

/// <summary>A bucket in a list.</summary>
public sealed class ListedBucket
{
    /// <summary>Gets the name.</summary>
    public required string BucketName { get; init; }

    /// <summary>Gets the Region; null if S3 did not return it.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the creation time in UTC; null if S3 did not return it.</summary>
    public DateTime? Created { get; init; }

    /// <inheritdoc/>
    public override string ToString() => BucketName;
}
