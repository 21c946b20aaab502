using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>A connection.</summary>
internal sealed class ConnectionRecord
{
    /// <summary>Gets its number: later ones have higher numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the ARN, never used again.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the service segment of the ARN: the API that made it.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the name; several may share one.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the provider.</summary>
    public required string ProviderType { get; init; }

    /// <summary>Gets the account that made it.</summary>
    public required string OwnerAccountId { get; init; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ConnectionStatuses.Pending;

    /// <summary>Gets the tags.</summary>
    public TagSet Tags { get; } = new();
}
