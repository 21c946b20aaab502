using System.Collections.Generic;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Reads a condition of a stage from its three parameters: the whole condition, or its rules and its result.</summary>
internal sealed class StageGate
{
    /// <summary>Gets the name of the condition, which the names of its parameters start with, such as <c>OnSuccess</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the result of a condition without one.</summary>
    public required string DefaultResult { get; init; }

    /// <summary>Gets the value of -…Condition; null if it is omitted.</summary>
    public StageCondition? Condition { get; init; }

    /// <summary>Gets the value of -…Rule; null if it is omitted.</summary>
    public IReadOnlyList<StageRule>? Rules { get; init; }

    /// <summary>Gets the value of -…Result; null if it is omitted.</summary>
    public string? Result { get; init; }

    /// <summary>Combines the parameters.</summary>
    /// <returns>The condition; null if all parameters are omitted.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: the parameters exclude each other, or the result has no rules.</exception>
    public StageCondition? Read()
    {
        if (Condition is not null && Rules is not null)
        {
            throw Wrong("ConditionParametersConflict", $"-{Name}Condition and -{Name}Rule both define the condition {Name}. Specify one of them.");
        }

        if (Condition?.Result is { } inCondition && Result is not null)
        {
            throw Wrong("ConditionParametersConflict", $"-{Name}Condition has the result {inCondition}, so -{Name}Result can't be used. Specify the result once.");
        }

        var condition = Condition ?? (Rules is null ? null : new StageCondition { Rules = Rules });
        if (condition is null)
        {
            return Result is null ? null : throw Wrong("ConditionRuleMissing", $"-{Name}Result requires the rules of the condition. Specify -{Name}Rule.");
        }

        return condition with { Result = condition.Result ?? Result?.ToUpperInvariant() ?? DefaultResult };
    }

    private static ServiceException Wrong(string id, string message) => ServiceException.FromFindings([new Finding(id, message)]);
}
