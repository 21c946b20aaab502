using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Declarations;

/// <summary>Writes the values of enumerations as AWS does. Users write them in any case, and AWS compares them exactly.</summary>
public static class DeclarationSpelling
{
    /// <summary>Gets a definition with AWS's spelling.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The definition.</returns>
    public static Pipeline Of(Pipeline definition) => definition with
    {
        PipelineType = Upper(definition.PipelineType),
        ExecutionMode = Upper(definition.ExecutionMode),
        ArtifactStore = definition.ArtifactStore is { } store ? Of(store) : null,
        ArtifactStores = definition.ArtifactStores?.ToDictionary(entry => entry.Key, entry => Of(entry.Value)),
        Stages = List(definition.Stages, Of)!,
        Triggers = List(definition.Triggers, Of)!,
    };

    /// <summary>Gets a stage with AWS's spelling.</summary>
    /// <param name="stage">The stage.</param>
    /// <returns>The stage.</returns>
    public static PipelineStage Of(PipelineStage stage) => stage with
    {
        Actions = List(stage.Actions, Of)!,
        Blockers = List(stage.Blockers, blocker => blocker with { Type = ActionCatalog.Spell(["Schedule"], blocker.Type) }),
        OnFailure = stage.OnFailure is { } failure
            ? failure with { Result = Upper(failure.Result), RetryMode = Upper(failure.RetryMode), Conditions = List(failure.Conditions, Of) }
            : null,
        OnSuccess = Of(stage.OnSuccess),
        BeforeEntry = Of(stage.BeforeEntry),
    };

    /// <summary>Gets an action with AWS's spelling.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The action.</returns>
    public static PipelineAction Of(PipelineAction action)
    {
        var type = ActionCatalog.Spell(action.ActionTypeId);
        return action with
        {
            ActionTypeId = type,
            Configuration = action.Configuration is { } configuration ? Configuration(type, configuration) : null,
            EnvironmentVariables = List(action.EnvironmentVariables, variable => variable with { Type = Upper(variable.Type) }),
        };
    }

    /// <summary>Gets a rule of a condition with AWS's spelling.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The rule.</returns>
    public static StageRule Of(StageRule rule)
    {
        var type = RuleCatalog.Spell(rule.RuleTypeId);
        return rule with { RuleTypeId = type, Configuration = rule.Configuration is { } configuration ? Configuration(type, configuration) : null };
    }

    /// <summary>Gets a condition with AWS's spelling.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The condition.</returns>
    public static StageCondition Of(StageCondition condition) => condition with { Result = Upper(condition.Result), Rules = List(condition.Rules, Of)! };

    /// <summary>Gets a trigger with AWS's spelling.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <returns>The trigger.</returns>
    public static PipelineTrigger Of(PipelineTrigger trigger) => trigger with
    {
        ProviderType = ActionCatalog.Spell([PipelineSource.Provider], trigger.ProviderType),
        PullRequest = List(trigger.PullRequest, filter => filter with { Events = List(filter.Events, text => text.ToUpperInvariant()) }),
    };

    /// <summary>Gets the configuration of an action with AWS's spelling of the values that the catalog lists.</summary>
    /// <param name="type">The action type.</param>
    /// <param name="configuration">The configuration.</param>
    /// <returns>A copy. Other values are unchanged.</returns>
    public static Dictionary<string, string> Configuration(ActionTypeId type, IReadOnlyDictionary<string, string> configuration)
    {
        var facts = ActionCatalog.Find(type);
        return Spell(configuration, name => facts?.FindKey(name));
    }

    /// <summary>Gets the configuration of a rule with AWS's spelling of the values that the catalog lists.</summary>
    /// <param name="type">The rule type.</param>
    /// <param name="configuration">The configuration.</param>
    /// <returns>A copy. Other values are unchanged.</returns>
    public static Dictionary<string, string> Configuration(RuleTypeId type, IReadOnlyDictionary<string, string> configuration)
    {
        var facts = RuleCatalog.Find(type.Provider);
        return Spell(configuration, name => facts?.Keys.FirstOrDefault(key => key.Name == name));
    }

    private static ArtifactStore Of(ArtifactStore store) => store with
    {
        Type = ActionCatalog.Spell(["S3"], store.Type),
        EncryptionKey = store.EncryptionKey is { } key ? key with { Type = ActionCatalog.Spell(["KMS"], key.Type) } : null,
    };

    private static StageConditions? Of(StageConditions? conditions) => conditions is null ? null : conditions with { Conditions = List(conditions.Conditions, Of)! };

    private static Dictionary<string, string> Spell(IReadOnlyDictionary<string, string> configuration, Func<string, ConfigurationKeyFacts?> find) => configuration.ToDictionary(
        entry => entry.Key,
        entry => find(entry.Key) is not { AllowedValues: { Count: > 0 } allowed } key ? entry.Value
            : key.IsList ? string.Join(",", entry.Value.Split(',').Select(element => ActionCatalog.Spell(allowed, element)))
            : ActionCatalog.Spell(allowed, entry.Value));

    private static string? Upper(string? value) => value?.ToUpperInvariant();

    private static List<T>? List<T>(IReadOnlyList<T>? items, Func<T, T> spell) => items?.Select(spell).ToList();
}
