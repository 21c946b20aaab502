using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Logs;

/// <summary>A log group.</summary>
/// <param name="Name">The name.</param>
/// <param name="Created">The time of creation.</param>
internal sealed record LogGroupRecord(string Name, DateTimeOffset Created)
{
    /// <summary>Gets the streams by name.</summary>
    public SortedDictionary<string, LogStreamRecord> Streams { get; } = new(StringComparer.Ordinal);
}
