using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Executions;

/// <summary>A condition of a kind that OverrideStageCondition accepts: before the entry, or on success.</summary>
/// <param name="StageName">The stage.</param>
/// <param name="ConditionType">The kind, as AWS spells it.</param>
/// <param name="PipelineExecutionId">The newest execution in the stage, or the only one that waits to enter it.</param>
/// <param name="State">The state; null if unknown.</param>
internal sealed record OverridableCondition(string StageName, string ConditionType, string? PipelineExecutionId, ConditionState? State)
{
    private const string BeforeEntry = "BEFORE_ENTRY";
    private const string OnSuccess = "ON_SUCCESS";

    /// <summary>Gets the name of the kind, as in the parameters.</summary>
    public string Gate => ConditionType == BeforeEntry ? "BeforeEntry" : "OnSuccess";

    /// <summary>Gets a value indicating whether the condition failed or has rules in progress, in a known execution.</summary>
    public bool IsOpen => PipelineExecutionId is not null && State?.Status is "InProgress" or "Failed" or "Errored";

    /// <summary>Gets the conditions of a stage.</summary>
    public static IEnumerable<OverridableCondition> Of(StageState stage)
    {
        var execution = stage.PipelineExecutionId ?? (stage.InboundExecutions.Count == 1 ? stage.InboundExecutions[0] : null);
        return new[] { (Type: BeforeEntry, State: stage.BeforeEntry), (Type: OnSuccess, State: stage.OnSuccess) }
            .Where(condition => condition.State is not null)
            .Select(condition => new OverridableCondition(stage.StageName, condition.Type, execution, condition.State));
    }

    /// <summary>Gets the declared conditions of a kind; null if there are none.</summary>
    public static IReadOnlyList<StageCondition>? Declared(PipelineStage stage, string conditionType) =>
        (conditionType == BeforeEntry ? stage.BeforeEntry : stage.OnSuccess)?.Conditions;

    /// <summary>Determines whether the condition is the one of a request.</summary>
    public bool Fits(ConditionOverrideRequest request) => IsOf(request) && (request.PipelineExecutionId ?? PipelineExecutionId) == PipelineExecutionId;

    /// <summary>Determines whether the condition is the one of a request, in any execution.</summary>
    public bool IsOf(ConditionOverrideRequest request) => (request.StageName ?? StageName) == StageName && (request.ConditionType ?? ConditionType) == ConditionType;

    /// <summary>Determines whether the definition skips the stage if the condition fails.</summary>
    public bool Skips(Pipeline? definition) =>
        definition?.Stages.FirstOrDefault(stage => stage.Name == StageName) is { } stage
        && Declared(stage, ConditionType)?.Any(condition => condition.Result == "SKIP") == true;

    public override string ToString() => $"{StageName} {Gate} ({State?.Status ?? "not checked"})";
}
