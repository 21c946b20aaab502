using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The pipelines of a Region.</summary>
internal sealed class PipelineStore : IRegionPart
{
    /// <summary>Gets the pipelines by name.</summary>
    public SortedDictionary<string, PipelineRecord> ByName { get; } = new(StringComparer.Ordinal);
}
