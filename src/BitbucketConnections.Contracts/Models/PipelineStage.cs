using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents a stage of a pipeline.</summary>
public sealed record PipelineStage : IDeclarationPart
{
    /// <summary>Gets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>, unique in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the actions. CodePipeline quota: 1–100 in parallel, 1–100 in sequence.</summary>
    public IReadOnlyList<PipelineAction> Actions { get; init; } = Array.Empty<PipelineAction>();

    /// <summary>Gets the reserved blockers; null if the stage has none.</summary>
    public IReadOnlyList<StageBlocker>? Blockers { get; init; }

    /// <summary>Gets what happens when the stage fails; V2 only.</summary>
    public StageFailureConditions? OnFailure { get; init; }

    /// <summary>Gets the conditions that are checked when the stage succeeds; V2 only.</summary>
    public StageConditions? OnSuccess { get; init; }

    /// <summary>Gets the conditions that are checked before an execution enters the stage; V2 only.</summary>
    public StageConditions? BeforeEntry { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public bool Equals(PipelineStage? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents a blocker of a stage. AWS reserves this member. It is kept so that an update does not remove it.</summary>
public sealed record StageBlocker : IDeclarationPart
{
    /// <summary>Gets the name, 1–100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the type, <c>Schedule</c>.</summary>
    public required string Type { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public bool Equals(StageBlocker? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>The conditions at the entry or success of a stage. The API allows one condition for each.</summary>
public sealed record StageConditions : IDeclarationPart
{
    /// <summary>Gets the conditions.</summary>
    public IReadOnlyList<StageCondition> Conditions { get; init; } = Array.Empty<StageCondition>();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", Conditions);

    /// <inheritdoc/>
    public bool Equals(StageConditions? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Defines what happens when a stage fails: a result or conditions, not both.</summary>
public sealed record StageFailureConditions : IDeclarationPart
{
    /// <summary>Gets the result: <c>ROLLBACK</c>, <c>FAIL</c>, <c>RETRY</c> or <c>SKIP</c>.</summary>
    public string? Result { get; init; }

    /// <summary>Gets the retry mode, <c>FAILED_ACTIONS</c> or <c>ALL_ACTIONS</c>; null if no retry is configured.</summary>
    public string? RetryMode { get; init; }

    /// <summary>Gets the conditions.</summary>
    public IReadOnlyList<StageCondition>? Conditions { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Conditions is { Count: > 0 } ? string.Join("; ", Conditions) : string.Join(" ", new[] { Result, RetryMode }.Where(text => text is not null));

    /// <inheritdoc/>
    public bool Equals(StageFailureConditions? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>
/// Represents a condition of a stage: rules, and a result. Before the entry and on success, the result takes effect if a rule fails; on failure, if all
/// rules succeed.
/// </summary>
public sealed record StageCondition : IDeclarationPart
{
    /// <summary>Gets the result: <c>ROLLBACK</c>, <c>FAIL</c>, <c>RETRY</c> or <c>SKIP</c>.</summary>
    public string? Result { get; init; }

    /// <summary>Gets the rules, 1–5.</summary>
    public IReadOnlyList<StageRule> Rules { get; init; } = Array.Empty<StageRule>();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Result} {{{string.Join(", ", Rules)}}}".TrimStart();

    /// <inheritdoc/>
    public bool Equals(StageCondition? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents a rule of a stage condition, such as a CloudWatch alarm or a deployment window.</summary>
public sealed record StageRule : IDeclarationPart
{
    private readonly IReadOnlyDictionary<string, string>? _configuration;

    /// <summary>Gets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the rule type.</summary>
    public required RuleTypeId RuleTypeId { get; init; }

    /// <summary>Gets the configuration: keys 1–50, values 1–10000 characters.</summary>
    public IReadOnlyDictionary<string, string>? Configuration
    {
        get => _configuration;
        init => _configuration = ConfigurationMap.Of(value);
    }

    /// <summary>Gets the shell commands of a Commands rule, up to 50 of 1–1000 characters.</summary>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Gets the names of the input artifacts.</summary>
    public IReadOnlyList<string>? InputArtifacts { get; init; }

    /// <summary>Gets the ARN of the role of the rule.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Gets the Region of the rule.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the timeout in minutes, 5–86400.</summary>
    public int? TimeoutInMinutes { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <inheritdoc/>
    public bool Equals(StageRule? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Identifies a rule type.</summary>
public sealed record RuleTypeId : IDeclarationPart
{
    /// <summary>Gets the category, <c>Rule</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Gets the owner, <c>AWS</c>.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets the provider, such as <c>DeploymentWindow</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the version, 1–9 characters.</summary>
    public string? Version { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Category + "/" + Provider;

    /// <inheritdoc/>
    public bool Equals(RuleTypeId? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
