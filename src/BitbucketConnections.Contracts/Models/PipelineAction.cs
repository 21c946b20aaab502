using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents an action of a stage.</summary>
public sealed record PipelineAction : IDeclarationPart
{
    private readonly IReadOnlyDictionary<string, string>? _configuration;

    /// <summary>Gets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>, unique in the stage.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the action type.</summary>
    public required ActionTypeId ActionTypeId { get; init; }

    /// <summary>Gets the order in the stage, 1–999; actions of the same order run in parallel.</summary>
    public int? RunOrder { get; init; }

    /// <summary>Gets the configuration: keys 1–50, values 1–1000 characters.</summary>
    public IReadOnlyDictionary<string, string>? Configuration
    {
        get => _configuration;
        init => _configuration = ConfigurationMap.Of(value);
    }

    /// <summary>Gets the shell commands of a Commands action, up to 50 of 1–1000 characters.</summary>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Gets the output artifacts.</summary>
    public IReadOnlyList<OutputArtifact> OutputArtifacts { get; init; } = Array.Empty<OutputArtifact>();

    /// <summary>Gets the names of the input artifacts, 1–100 of <c>a-z A-Z 0-9 _ -</c> each.</summary>
    public IReadOnlyList<string> InputArtifacts { get; init; } = Array.Empty<string>();

    /// <summary>Gets the names of the variables that a Commands action exports, up to 15.</summary>
    public IReadOnlyList<string>? OutputVariables { get; init; }

    /// <summary>Gets the environment variables of a Commands action, up to 10.</summary>
    public IReadOnlyList<ActionEnvironmentVariable>? EnvironmentVariables { get; init; }

    /// <summary>Gets the ARN of the role of the action; null for the service role of the pipeline.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Gets the Region of the action; null for the Region of the pipeline.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the namespace of the action's output variables, 1–100 of <c>A-Z a-z 0-9 @ - _</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>Gets the timeout of a manual approval in minutes, 5–86400.</summary>
    public int? TimeoutInMinutes { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public bool Equals(PipelineAction? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Identifies an action type.</summary>
public sealed record ActionTypeId : IDeclarationPart
{
    /// <summary>Gets the category: <c>Source</c>, <c>Build</c>, <c>Deploy</c>, <c>Test</c>, <c>Invoke</c>, <c>Approval</c> or <c>Compute</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Gets the owner: <c>AWS</c>, <c>ThirdParty</c> or <c>Custom</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>Gets the provider, 1–35 of <c>0-9 A-Z a-z _ -</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the version, 1–9 of <c>0-9 A-Z a-z _ -</c>.</summary>
    public required string Version { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Category + "/" + Provider;

    /// <inheritdoc/>
    public bool Equals(ActionTypeId? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents an output artifact of an action.</summary>
public sealed record OutputArtifact : IDeclarationPart
{
    /// <summary>Gets the name, 1–100 of <c>a-z A-Z 0-9 _ -</c>, unique in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the files that a Commands action puts in the artifact, up to 10 of 1–128 characters.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public bool Equals(OutputArtifact? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents an environment variable of a Commands action.</summary>
public sealed record ActionEnvironmentVariable : IDeclarationPart
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the value, or the name of the secret.</summary>
    public required string Value { get; init; }

    /// <summary>Gets the type, <c>PLAINTEXT</c> or <c>SECRETS_MANAGER</c>.</summary>
    public string? Type { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public bool Equals(ActionEnvironmentVariable? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
