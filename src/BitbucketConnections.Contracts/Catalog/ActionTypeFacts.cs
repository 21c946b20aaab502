using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Catalog;

/// <summary>Describes an action type of CodePipeline, a row of <c>action-types.json</c>.</summary>
public sealed class ActionTypeFacts
{
    /// <summary>Gets the category, such as <c>Deploy</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Gets the owner, <c>AWS</c> or <c>ThirdParty</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>Gets the provider, such as <c>CodeBuild</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets a value indicating whether only V2 pipelines support it.</summary>
    public bool IsV2Only { get; init; }

    /// <summary>Gets the allowed number of input artifacts.</summary>
    public required ArtifactCount Inputs { get; init; }

    /// <summary>Gets the allowed number of output artifacts.</summary>
    public required ArtifactCount Outputs { get; init; }

    /// <summary>Gets a value indicating whether an action without input artifacts in its definition gets the newest artifact.</summary>
    public bool TakesNewestArtifact { get; init; }

    /// <summary>Gets the conditions for <see cref="TakesNewestArtifact"/>. All must be true.</summary>
    public IReadOnlyList<CatalogCondition> TakesNewestArtifactWhen { get; init; } = Array.Empty<CatalogCondition>();

    /// <summary>Gets the reason why the type can no longer be used, such as <c>AWS OpsWorks is retired</c>; null if it can be used.</summary>
    public string? Retired { get; init; }

    /// <summary>Gets the Regions without the type, as AWS documents them.</summary>
    public IReadOnlyList<string> UnavailableRegions { get; init; } = Array.Empty<string>();

    /// <summary>Gets a value indicating whether <see cref="Keys"/> has all configuration keys that AWS lists.</summary>
    public bool AreKeysComplete { get; init; }

    /// <summary>Gets the configuration keys, and the members of the action that belong to the type.</summary>
    public IReadOnlyList<ConfigurationKeyFacts> Keys { get; init; } = Array.Empty<ConfigurationKeyFacts>();

    /// <summary>Gets the names of the output variables; without those that a user defines.</summary>
    public IReadOnlyList<string> OutputVariables { get; init; } = Array.Empty<string>();

    /// <summary>Gets the permissions that the role of the action needs.</summary>
    public IReadOnlyList<PermissionFacts> Permissions { get; init; } = Array.Empty<PermissionFacts>();

    /// <summary>Gets a value indicating whether CodePipeline writes a log of the action, to the log group <c>/aws/codepipeline/</c> and the name of the pipeline.</summary>
    public bool WritesLog => Permissions.Any(permission => permission.Actions.Contains("logs:PutLogEvents"));

    /// <summary>Gets a value indicating whether actions have a log that can be found: that of their build, or one that CodePipeline writes.</summary>
    public bool HasLog => WritesLog || this is { Owner: "AWS", Provider: "CodeBuild" };

    /// <summary>Gets the keys of the action's configuration.</summary>
    public IEnumerable<ConfigurationKeyFacts> ConfigurationKeys => Keys.Where(key => !key.IsActionMember);

    /// <summary>Finds a key of the action's configuration. Keys are case-sensitive.</summary>
    /// <param name="name">The key.</param>
    /// <returns>The key, or null.</returns>
    public ConfigurationKeyFacts? FindKey(string name) => ConfigurationKeys.FirstOrDefault(key => key.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Category + "/" + Provider;
}
