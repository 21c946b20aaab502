using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.DefinitionFiles;

/// <summary>
/// Adds the owner and the version of action types that a file omits, if the catalog has only one type with the category and provider, and the category of rule
/// types, which is always the same.
/// </summary>
internal static class ActionTypeDefaults
{
    /// <summary>Completes the action types and rule types.</summary>
    /// <param name="pipeline">The definition.</param>
    /// <param name="added">What was added, as <c>stages[0].actions[0].actionTypeId: AWS, version 1</c>.</param>
    /// <returns>The definition.</returns>
    public static Pipeline Apply(Pipeline pipeline, out IReadOnlyList<string> added)
    {
        var notes = new List<string>();
        var stages = pipeline.Stages.Select((stage, s) => stage with
        {
            Actions = stage.Actions.Select((action, a) => Complete(action, $"stages[{s}].actions[{a}].actionTypeId", notes)).ToList(),
            BeforeEntry = stage.BeforeEntry is { } entry ? entry with { Conditions = Complete(entry.Conditions) ?? [] } : null,
            OnSuccess = stage.OnSuccess is { } success ? success with { Conditions = Complete(success.Conditions) ?? [] } : null,
            OnFailure = stage.OnFailure is { } failure ? failure with { Conditions = Complete(failure.Conditions) } : null,
        }).ToList();
        added = notes;
        return pipeline with { Stages = stages };
    }

    private static List<StageCondition>? Complete(IReadOnlyList<StageCondition>? conditions) => conditions?.Select(condition => condition with
    {
        Rules = condition.Rules.Select(rule => rule.RuleTypeId.Category.Length > 0 ? rule : rule with { RuleTypeId = rule.RuleTypeId with { Category = "Rule" } }).ToList(),
    }).ToList();

    private static PipelineAction Complete(PipelineAction action, string path, List<string> notes)
    {
        var type = action.ActionTypeId;
        if (type.Owner.Length > 0 && type.Version.Length > 0)
        {
            return action;
        }

        var known = ActionCatalog.All.Where(facts => Is(facts.Category, type.Category) && Is(facts.Provider, type.Provider)
            && (type.Owner.Length == 0 || Is(facts.Owner, type.Owner)) && (type.Version.Length == 0 || facts.Version == type.Version)).ToList();
        if (known.Count != 1)
        {
            return action;
        }

        notes.Add($"{path} (action '{action.Name}', {known[0].Category} {known[0].Provider}): {known[0].Owner}, version {known[0].Version}");
        return action with { ActionTypeId = type with { Owner = known[0].Owner, Version = known[0].Version } };
    }

    private static bool Is(string known, string value) => known.Equals(value, System.StringComparison.OrdinalIgnoreCase);
}
