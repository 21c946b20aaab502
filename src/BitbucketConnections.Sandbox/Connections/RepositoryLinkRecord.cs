using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>A repository link: a repository that Git sync reads with a connection.</summary>
internal sealed class RepositoryLinkRecord : ITaggedResource
{
    /// <inheritdoc/>
    public required long Sequence { get; init; }

    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string Arn { get; init; }

    /// <inheritdoc/>
    public required string Service { get; init; }

    /// <summary>Gets or sets the ARN of the connection. The connection can be deleted before the link.</summary>
    public required string ConnectionArn { get; set; }

    /// <summary>Gets the provider of the connection.</summary>
    public required string ProviderType { get; init; }

    /// <summary>Gets the owner of the repository.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Gets the name of the repository.</summary>
    public required string RepositoryName { get; init; }

    /// <summary>Gets or sets the ARN of the encryption key, or null.</summary>
    public string? EncryptionKeyArn { get; set; }

    /// <inheritdoc/>
    public TagSet Tags { get; } = new();
}
