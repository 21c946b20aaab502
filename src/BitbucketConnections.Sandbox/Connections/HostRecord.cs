using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>A host: the place where a provider is installed.</summary>
internal sealed class HostRecord : ITaggedResource
{
    /// <inheritdoc/>
    public required long Sequence { get; init; }

    /// <inheritdoc/>
    public required string Arn { get; init; }

    /// <inheritdoc/>
    public required string Service { get; init; }

    /// <summary>Gets the name. Hosts can have the same name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the provider, which must be an installed one.</summary>
    public required string ProviderType { get; init; }

    /// <summary>Gets or sets the URL.</summary>
    public required string ProviderEndpoint { get; set; }

    /// <summary>Gets or sets the VPC, or null.</summary>
    public HostVpc? Vpc { get; set; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ConnectionStatuses.Pending;

    /// <inheritdoc/>
    public TagSet Tags { get; } = new();
}
