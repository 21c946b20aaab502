using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>A rule of a stage condition with its stage and path, for checks of all rules.</summary>
internal readonly record struct PlacedRule(StageRule Rule, PipelineStage Stage, int StageIndex, bool IsBeforeEntry, string Path)
{
    /// <summary>Gets the index of the first stage whose actions did not run before the rule.</summary>
    public int FirstLaterStage => IsBeforeEntry ? StageIndex : StageIndex + 1;

    /// <summary>Gets the configuration; empty if the rule has none.</summary>
    public IReadOnlyDictionary<string, string> Configuration => Rule.Configuration ?? new Dictionary<string, string>();

    /// <summary>Gets the rules of all conditions.</summary>
    public static IEnumerable<PlacedRule> All(Pipeline pipeline) => pipeline.Stages.SelectMany((stage, s) =>
        Gate(stage, s, stage.BeforeEntry?.Conditions, "BeforeEntry")
            .Concat(Gate(stage, s, stage.OnSuccess?.Conditions, "OnSuccess"))
            .Concat(Gate(stage, s, stage.OnFailure?.Conditions, "OnFailure")));

    private static IEnumerable<PlacedRule> Gate(PipelineStage stage, int index, IReadOnlyList<StageCondition>? conditions, string gate) => (conditions ?? []).SelectMany((condition, c) =>
        condition.Rules.Select((rule, r) => new PlacedRule(rule, stage, index, gate == "BeforeEntry", $"Stages[{index}].{gate}.Conditions[{c}].Rules[{r}]")));
}
