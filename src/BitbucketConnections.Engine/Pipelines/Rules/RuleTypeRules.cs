using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Checks the rules of stage conditions by the catalog: their types, their configuration, and the results that each kind of condition allows. Except
/// for RETRY, only AWS's documentation states these rules, so they are warnings.
/// </summary>
internal sealed class RuleTypeRules : IPipelineRule
{
    private const string Entry = "before the entry";
    private const string Success = "on success";
    private const string Failure = "on failure";

    public IEnumerable<Finding> Check(Pipeline pipeline) => pipeline.Stages.SelectMany((stage, s) => Stage(stage, $"Stages[{s}]"));

    private static IEnumerable<Finding> Stage(PipelineStage stage, string path) =>
        Gate(stage, Entry, stage.BeforeEntry?.Conditions, path + ".BeforeEntry")
            .Concat(Gate(stage, Success, stage.OnSuccess?.Conditions, path + ".OnSuccess"))
            .Concat(Gate(stage, Failure, stage.OnFailure?.Conditions, path + ".OnFailure"));

    private static IEnumerable<Finding> Gate(PipelineStage stage, string gate, IReadOnlyList<StageCondition>? conditions, string path) =>
        (conditions ?? []).SelectMany((condition, c) => Condition(stage, gate, condition, $"{path}.Conditions[{c}]"));

    private static IEnumerable<Finding> Condition(PipelineStage stage, string gate, StageCondition condition, string path)
    {
        if (condition.Result == "RETRY")
        {
            yield return new Finding(
                "RetryInCondition",
                $"The condition {gate} of the stage '{stage.Name}' has the result RETRY, which is not a result of conditions. For automatic retries, use -OnFailure RETRY without a condition.",
                path + ".Result");
        }

        for (var r = 0; r < condition.Rules.Count; r++)
        {
            foreach (var finding in Rule(stage, gate, condition, condition.Rules[r], $"{path}.Rules[{r}]"))
            {
                yield return finding;
            }
        }
    }

    // Another rule reports types that are not valid.
    private static IEnumerable<Finding> Rule(PipelineStage stage, string gate, StageCondition condition, StageRule rule, string path)
    {
        if (rule.RuleTypeId.Owner is not (null or "AWS"))
        {
            yield break;
        }

        if (RuleCatalog.Find(rule.RuleTypeId.Provider) is not { } type)
        {
            yield return Warning(
                "UnknownRuleType",
                $"The rule type {rule.RuleTypeId.Provider} of the rule '{rule.Name}' is not known to this module. Known types: {string.Join(", ", RuleCatalog.All)}.",
                path + ".RuleTypeId");
            yield break;
        }

        var results = gate == Entry ? type.BeforeEntryResults : gate == Success ? type.OnSuccessResults : type.OnFailureResults;
        if (condition.Result is { } result and not "RETRY" && !results.Contains(result))
        {
            yield return Warning(
                "ConditionResultNotSupported",
                $"The condition {gate} of the stage '{stage.Name}' has the result {result}. With the rule '{rule.Name}' ({type}), AWS's documentation allows {string.Join(", ", results)}.",
                path);
        }

        foreach (var key in type.Keys.Where(key => key.IsRequired && !Has(rule, key)))
        {
            yield return Warning(
                "RuleConfigurationMissing",
                $"The rule '{rule.Name}' ({type}) of the stage '{stage.Name}' has no {(key.IsActionMember ? "member" : "configuration key")} '{key}', which AWS's documentation requires.",
                path + ".Configuration");
        }

        foreach (var finding in Keys(stage, rule, type, path))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Keys(PipelineStage stage, StageRule rule, RuleTypeFacts type, string path)
    {
        foreach (var entry in rule.Configuration ?? new Dictionary<string, string>())
        {
            var known = type.Keys.FirstOrDefault(key => !key.IsActionMember && key.Name == entry.Key);
            if (known is null)
            {
                var meant = type.Keys.FirstOrDefault(key => key.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase));
                yield return Warning(
                    "UnknownRuleConfigurationKey",
                    $"The configuration key '{entry.Key}' is not known for the rule '{rule.Name}' ({type}) of the stage '{stage.Name}'{(meant is null ? string.Empty : $"; use '{meant}'")}.",
                    $"{path}.Configuration['{entry.Key}']");
            }
            else if (known.AllowedValues.Count > 0 && known.ElementsOf(entry.Value).FirstOrDefault(value => !value.Contains("#{") && !known.AllowedValues.Contains(value)) is { } wrong)
            {
                yield return Warning(
                    "UnknownRuleConfigurationValue",
                    $"The configuration key '{known}' of the rule '{rule.Name}' ({type}) has the value '{wrong}'. AWS's documentation allows {string.Join(", ", known.AllowedValues)}.",
                    $"{path}.Configuration['{entry.Key}']");
            }
        }
    }

    private static bool Has(StageRule rule, ConfigurationKeyFacts key) =>
        key.IsActionMember ? rule.Commands is { Count: > 0 } : rule.Configuration?.ContainsKey(key.Name) == true;

    private static Finding Warning(string id, string message, string path) => new(id, message, path) { IsWarning = true };
}
