using System;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>A CodeBuild project.</summary>
internal sealed class BuildProjectRecord
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Gets the time of creation.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the input of CreateProject as it was sent.</summary>
    public required JsonObject Declaration { get; init; }
}
