using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>The source credentials of a Region.</summary>
internal sealed class SourceCredentialStore : IRegionPart
{
    /// <summary>Gets the credentials by ARN.</summary>
    public SortedDictionary<string, SourceCredentialRecord> ByArn { get; } = new(StringComparer.Ordinal);
}
