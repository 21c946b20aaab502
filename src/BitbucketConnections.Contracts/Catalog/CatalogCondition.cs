using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Catalog;

/// <summary>A condition of an action: for a configuration key, the number of inputs, or the type of an environment variable.</summary>
public sealed class CatalogCondition
{
    /// <summary>Gets the configuration key to check; null for the other kinds.</summary>
    public string? Key { get; init; }

    /// <summary>Gets the values of which the key must have one; null if any value is accepted.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Gets a value indicating whether the condition is negated: the key is not set, or has none of <see cref="Values"/>.</summary>
    public bool IsNegated { get; init; }

    /// <summary>Gets the maximum number of input artifacts; null for no limit.</summary>
    public int? MaximumInputs { get; init; }

    /// <summary>Gets the type that one of the environment variables must have; null for the other kinds.</summary>
    public string? EnvironmentVariableType { get; init; }

    /// <summary>Determines whether all conditions are true.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <param name="action">The action.</param>
    /// <returns>True if all conditions are true.</returns>
    public static bool AllHold(IEnumerable<CatalogCondition> conditions, PipelineAction action) => conditions.All(condition => condition.Holds(action));

    /// <summary>Determines whether the condition is true.</summary>
    /// <param name="action">The action.</param>
    /// <returns>True if the condition is true. Values are compared without case.</returns>
    public bool Holds(PipelineAction action) =>
        (Key is null || HasValue(action, Key) != IsNegated)
        && (MaximumInputs is not { } maximum || action.InputArtifacts.Count <= maximum)
        && (EnvironmentVariableType is not { } type || action.EnvironmentVariables?.Any(variable => variable.Type == type) == true);

    /// <summary>Determines whether the condition can be true in an execution: a value with a variable can be any value.</summary>
    /// <param name="action">The action.</param>
    /// <returns>True if the condition is true, or depends on a variable.</returns>
    public bool MayHold(PipelineAction action) => DependsOnVariable(action) || Holds(action);

    /// <summary>Determines whether the condition compares a value that has a variable.</summary>
    /// <param name="action">The action.</param>
    /// <returns>True if the condition depends on a variable.</returns>
    public bool DependsOnVariable(PipelineAction action) =>
        Key is not null && Values is not null && action.Configuration is { } configuration && configuration.TryGetValue(Key, out var value) && TemplateValue.HasVariableIn(value);

    /// <inheritdoc/>
    public override string ToString() =>
        MaximumInputs is { } maximum ? $"at most {maximum} input artifacts"
        : EnvironmentVariableType is { } type ? $"an environment variable of the type {type}"
        : Values is null ? $"{Key} is {(IsNegated ? "not set" : "set")}"
        : $"{Key} is {(IsNegated ? "not " : string.Empty)}{string.Join(" or ", Values)}";

    private bool HasValue(PipelineAction action, string key) =>
        action.Configuration is { } configuration && configuration.TryGetValue(key, out var value)
        && (Values is null || Values.Contains(value, StringComparer.OrdinalIgnoreCase));
}
