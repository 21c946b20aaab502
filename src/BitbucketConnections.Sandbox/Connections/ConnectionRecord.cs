using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Connections;

/// <summary>A connection.</summary>
internal sealed class ConnectionRecord : ITaggedResource
{
    /// <inheritdoc/>
    public required long Sequence { get; init; }

    /// <summary>Gets the ARN, which is never reused.</summary>
    public required string Arn { get; init; }

    /// <inheritdoc/>
    public required string Service { get; init; }

    /// <summary>Gets the name. Connections can have the same name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the provider.</summary>
    public required string ProviderType { get; init; }

    /// <summary>Gets the host of an installed provider, or null.</summary>
    public HostRecord? Host { get; init; }

    /// <summary>Gets the account that created it.</summary>
    public required string OwnerAccountId { get; init; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ConnectionStatuses.Pending;

    /// <summary>Gets the accounts that it is shared with.</summary>
    public SortedSet<string> SharedWith { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public TagSet Tags { get; } = new();

    /// <summary>Determines whether an account can see and use it.</summary>
    /// <param name="accountId">The account.</param>
    /// <returns>True for its owner and for the accounts that it is shared with.</returns>
    public bool IsVisibleTo(string accountId) => OwnerAccountId == accountId || SharedWith.Contains(accountId);
}
