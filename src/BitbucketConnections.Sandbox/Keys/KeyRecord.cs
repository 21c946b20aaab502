using System;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>A KMS key.</summary>
internal sealed class KeyRecord
{
    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the account that owns it.</summary>
    public required string OwnerAccountId { get; init; }

    /// <summary>Gets the time of creation.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the key spec, such as <c>SYMMETRIC_DEFAULT</c>.</summary>
    public required string Spec { get; init; }

    /// <summary>Gets the key usage, such as <c>ENCRYPT_DECRYPT</c>.</summary>
    public required string Usage { get; init; }

    /// <summary>Gets the description.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Gets a value indicating whether AWS manages it for a service.</summary>
    public bool IsAwsManaged { get; init; }

    /// <summary>Gets or sets the key policy.</summary>
    public required KeyPolicy Policy { get; set; }

    /// <summary>Gets or sets a value indicating whether it is enabled.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Gets or sets the time of its scheduled deletion, or null.</summary>
    public DateTimeOffset? Deletion { get; set; }

    /// <summary>Gets the state.</summary>
    public string State => Deletion is not null ? "PendingDeletion" : IsEnabled ? "Enabled" : "Disabled";

    /// <summary>Gets the Region where it was created.</summary>
    public required string Region { get; init; }

    /// <summary>Gets a value indicating whether it is a multi-Region key.</summary>
    public bool IsMultiRegion { get; init; }

    /// <summary>Gets the id of its key material; null for a key that is not symmetric.</summary>
    public string? MaterialId { get; init; }

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();
}
