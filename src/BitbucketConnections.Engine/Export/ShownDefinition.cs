using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Export;

/// <summary>Gets a definition as it can leave the process: the values that a user specified as a SecureString are <c>****</c>, as AWS shows secrets.</summary>
internal static class ShownDefinition
{
    public static Pipeline Of(Pipeline definition) => definition with { Stages = definition.Stages.Select(Of).ToList() };

    private static PipelineStage Of(PipelineStage stage) => stage with
    {
        Actions = stage.Actions.Select(action => action with { Configuration = Of(action.Configuration) }).ToList(),
        BeforeEntry = Of(stage.BeforeEntry),
        OnSuccess = Of(stage.OnSuccess),
        OnFailure = stage.OnFailure is { } failure ? failure with { Conditions = Of(failure.Conditions) } : null,
    };

    private static StageConditions? Of(StageConditions? conditions) => conditions is null ? null : conditions with { Conditions = Of(conditions.Conditions)! };

    private static List<StageCondition>? Of(IReadOnlyList<StageCondition>? conditions) => conditions?.Select(condition => condition with
    {
        Rules = condition.Rules.Select(rule => rule with { Configuration = Of(rule.Configuration) }).ToList(),
    }).ToList();

    private static Dictionary<string, string>? Of(IReadOnlyDictionary<string, string>? configuration) =>
        configuration?.ToDictionary(entry => entry.Key, entry => HiddenSecret.Shown(entry.Value));
}
