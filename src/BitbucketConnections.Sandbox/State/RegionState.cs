using System;
using System.Collections.Generic;
using BitbucketConnections.Sandbox.Builds;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Keys;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.State;

/// <summary>What an account has in a Region.</summary>
internal sealed class RegionState
{
    /// <summary>Initializes a new instance of the <see cref="RegionState"/> class.</summary>
    /// <param name="name">The Region.</param>
    public RegionState(string name) => Name = name;

    /// <summary>Gets the Region.</summary>
    public string Name { get; }

    /// <summary>Gets the connections of both APIs, oldest first.</summary>
    public List<ConnectionRecord> Connections { get; } = [];

    /// <summary>Gets the pipelines by name.</summary>
    public SortedDictionary<string, PipelineRecord> Pipelines { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the KMS keys by id.</summary>
    public Dictionary<string, KeyRecord> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the KMS aliases by name, <c>alias/…</c>.</summary>
    public SortedDictionary<string, AliasRecord> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the CodeBuild projects by name.</summary>
    public SortedDictionary<string, BuildProjectRecord> BuildProjects { get; } = new(StringComparer.Ordinal);

    /// <summary>Finds a connection.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The connection, or null.</returns>
    public ConnectionRecord? FindConnection(string arn) => Connections.Find(c => c.Arn == arn);
}
