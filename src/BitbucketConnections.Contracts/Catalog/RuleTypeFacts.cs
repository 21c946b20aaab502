using System;
using System.Collections.Generic;

namespace BitbucketConnections.Catalog;

/// <summary>Describes a rule type of stage conditions, a row of <c>rule-types.json</c>. Only V2 pipelines support conditions.</summary>
public sealed class RuleTypeFacts
{
    /// <summary>Gets the provider, such as <c>DeploymentWindow</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the owner, <c>AWS</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>Gets the version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the allowed results of a condition with this rule before the stage is entered.</summary>
    public required IReadOnlyList<string> BeforeEntryResults { get; init; }

    /// <summary>Gets the allowed results of a condition with this rule after the stage succeeded.</summary>
    public required IReadOnlyList<string> OnSuccessResults { get; init; }

    /// <summary>Gets the allowed results of a condition with this rule after the stage failed.</summary>
    public required IReadOnlyList<string> OnFailureResults { get; init; }

    /// <summary>Gets the configuration keys, and the members of the rule that belong to the type.</summary>
    public IReadOnlyList<ConfigurationKeyFacts> Keys { get; init; } = Array.Empty<ConfigurationKeyFacts>();

    /// <summary>Gets the permissions that the role of the rule needs.</summary>
    public IReadOnlyList<PermissionFacts> Permissions { get; init; } = Array.Empty<PermissionFacts>();

    /// <inheritdoc/>
    public override string ToString() => Provider;
}
