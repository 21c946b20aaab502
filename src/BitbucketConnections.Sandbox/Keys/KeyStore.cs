using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Keys;

/// <summary>The KMS keys and aliases of a Region.</summary>
internal sealed class KeyStore : IRegionPart
{
    /// <summary>Gets the keys by id.</summary>
    public Dictionary<string, KeyRecord> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the aliases by name, <c>alias/…</c>.</summary>
    public SortedDictionary<string, AliasRecord> Aliases { get; } = new(StringComparer.Ordinal);
}
