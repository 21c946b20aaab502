using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>The builds of a Region.</summary>
internal sealed class BuildStore : IRegionPart
{
    /// <summary>Gets the builds by id.</summary>
    public Dictionary<string, BuildRecord> ById { get; } = new(StringComparer.Ordinal);
}
