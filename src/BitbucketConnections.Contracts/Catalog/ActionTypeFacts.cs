using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Catalog;

/// <summary>An action type of CodePipeline, a row of <c>action-types.json</c>.</summary>
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

    /// <summary>Gets a value indicating whether only V2 pipelines can have it.</summary>
    public bool IsV2Only { get; init; }

    /// <summary>Gets how many input artifacts it takes.</summary>
    public required ArtifactCount Inputs { get; init; }

    /// <summary>Gets how many output artifacts it makes.</summary>
    public required ArtifactCount Outputs { get; init; }

    /// <summary>Gets a value indicating whether an action takes the newest artifact where its definition names none.</summary>
    public bool TakesNewestArtifact { get; init; }

    /// <summary>Gets the conditions under which <see cref="TakesNewestArtifact"/> holds; all must hold.</summary>
    public IReadOnlyList<CatalogCondition> TakesNewestArtifactWhen { get; init; } = Array.Empty<CatalogCondition>();

    /// <summary>Gets why the type is of no more use, such as <c>AWS OpsWorks is retired</c>; null while it is.</summary>
    public string? Retired { get; init; }

    /// <summary>Gets the Regions that AWS documents as not having it.</summary>
    public IReadOnlyList<string> UnavailableRegions { get; init; } = Array.Empty<string>();

    /// <summary>Gets a value indicating whether <see cref="Keys"/> are all configuration keys, as AWS listed them.</summary>
    public bool AreKeysComplete { get; init; }

    /// <summary>Gets the configuration keys, and the members of the action itself that belong to the type.</summary>
    public IReadOnlyList<ConfigurationKeyFacts> Keys { get; init; } = Array.Empty<ConfigurationKeyFacts>();

    /// <summary>Gets the names of the output variables; those that a user defines are not among them.</summary>
    public IReadOnlyList<string> OutputVariables { get; init; } = Array.Empty<string>();

    /// <summary>Gets what the role of the action needs.</summary>
    public IReadOnlyList<PermissionFacts> Permissions { get; init; } = Array.Empty<PermissionFacts>();

    /// <summary>Gets the keys of the action's configuration.</summary>
    public IEnumerable<ConfigurationKeyFacts> ConfigurationKeys => Keys.Where(key => !key.IsActionMember);

    /// <summary>Finds a key of the action's configuration. Keys are case-sensitive.</summary>
    /// <param name="name">The key.</param>
    /// <returns>The key, or null.</returns>
    public ConfigurationKeyFacts? FindKey(string name) => ConfigurationKeys.FirstOrDefault(key => key.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Category + "/" + Provider;
}
