using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>The buckets of all accounts. Bucket names are global.</summary>
internal sealed class BucketStore : ISandboxPart
{
    /// <summary>Gets the buckets by name.</summary>
    public Dictionary<string, BucketRecord> ByName { get; } = new(StringComparer.Ordinal);
}
