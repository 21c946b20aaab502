using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>The CodeBuild projects of a Region.</summary>
internal sealed class BuildProjectStore : IRegionPart
{
    /// <summary>Gets the projects by name.</summary>
    public SortedDictionary<string, BuildProjectRecord> ByName { get; } = new(StringComparer.Ordinal);
}
