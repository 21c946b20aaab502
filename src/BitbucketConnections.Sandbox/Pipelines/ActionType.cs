using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>What CodePipeline knows of an action type.</summary>
internal sealed class ActionType
{
    /// <summary>Gets the categories it is in.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Gets the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the configuration keys that must be there.</summary>
    public IReadOnlyList<string> RequiredKeys { get; init; } = Array.Empty<string>();

    /// <summary>Gets all configuration keys; null where they are not all known and none is refused.</summary>
    public IReadOnlyList<string>? KnownKeys { get; init; }

    /// <summary>Gets the fewest and most input artifacts.</summary>
    public (int Minimum, int Maximum) Inputs { get; init; }

    /// <summary>Gets the fewest and most output artifacts.</summary>
    public (int Minimum, int Maximum) Outputs { get; init; }

    /// <summary>Gets a value indicating whether only V2 pipelines may have it.</summary>
    public bool IsV2Only { get; init; }
}
