using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the conditions of a stage: one condition of each kind, with 1–5 rules (CodePipeline API model and structure reference).</summary>
internal sealed class ConditionRules : IPipelineRule
{
    private static readonly string[] s_results = ["ROLLBACK", "FAIL", "RETRY", "SKIP"];
    private static readonly Regex s_provider = new(@"^[0-9A-Za-z_\-]{1,35}\z", RegexOptions.CultureInvariant);
    private static readonly Regex s_version = new(@"^[0-9A-Za-z_\-]{1,9}\z", RegexOptions.CultureInvariant);

    public IEnumerable<Finding> Check(Pipeline pipeline) => pipeline.Stages.SelectMany((stage, s) => Stage(pipeline, stage, $"Stages[{s}]"));

    private static IEnumerable<Finding> Stage(Pipeline pipeline, PipelineStage stage, string path) =>
        (stage.OnFailure is { } failure ? Failure(pipeline, stage, failure, path + ".OnFailure") : [])
        .Concat(stage.OnSuccess is { } success ? Gate(stage, success.Conditions, path + ".OnSuccess") : [])
        .Concat(stage.BeforeEntry is { } entry ? Gate(stage, entry.Conditions, path + ".BeforeEntry") : []);

    private static IEnumerable<Finding> Failure(Pipeline pipeline, PipelineStage stage, StageFailureConditions failure, string path)
    {
        if (failure.Result is not null && failure.Conditions is { Count: > 0 })
        {
            yield return new Finding(
                "InvalidFailureConditions", $"The stage '{stage.Name}' has both a failure result and failure conditions. Specify only one of them.", path);
        }

        var rollsBack = failure.Result == "ROLLBACK" || failure.Conditions?.Any(c => c.Result == "ROLLBACK") == true;
        if (rollsBack && pipeline.ExecutionMode == "PARALLEL")
        {
            yield return new Finding(
                "RollbackInParallelMode", $"The stage '{stage.Name}' rolls back on failure, which PARALLEL mode does not support. Use another result or execution mode.", path);
        }

        if (failure.RetryMode is { } mode && mode is not ("FAILED_ACTIONS" or "ALL_ACTIONS"))
        {
            yield return new Finding("InvalidRetryMode", $"The retry mode '{mode}' of the stage '{stage.Name}' is not valid. Use FAILED_ACTIONS or ALL_ACTIONS.", path + ".RetryMode");
        }

        foreach (var finding in Result(failure.Result, path).Concat(failure.Conditions is { Count: > 0 } conditions ? Gate(stage, conditions, path) : []))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Gate(PipelineStage stage, IReadOnlyList<StageCondition> conditions, string path)
    {
        if (conditions.Count != 1)
        {
            yield return new Finding(
                "InvalidConditionCount", $"The stage '{stage.Name}' has {conditions.Count} conditions of the same kind. AWS accepts exactly 1, with up to 5 rules.", path + ".Conditions");
        }

        for (var c = 0; c < conditions.Count; c++)
        {
            var condition = conditions[c];
            var at = $"{path}.Conditions[{c}]";
            if (condition.Rules.Count is 0 or > 5)
            {
                yield return new Finding("InvalidRuleCount", $"A condition of the stage '{stage.Name}' has {condition.Rules.Count} rules. AWS accepts 1 to 5.", at + ".Rules");
            }

            // AWS's documentation does not allow or forbid it, but the history and the overrides identify a rule by its name.
            foreach (var same in condition.Rules.GroupBy(rule => rule.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            {
                yield return new Finding(
                    "DuplicateRuleName", $"A condition of the stage '{stage.Name}' has {same.Count()} rules with the name '{same.Key}'. Rename them, so that the history shows which one failed.", at + ".Rules")
                { IsWarning = true };
            }

            foreach (var finding in Result(condition.Result, at).Concat(condition.Rules.SelectMany((rule, r) => Rule(rule, $"{at}.Rules[{r}]"))))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Rule(StageRule rule, string path)
    {
        if (PipelineNameRules.CheckName("rule", "InvalidRuleName", rule.Name, path + ".Name") is { } name)
        {
            yield return name;
        }

        if (rule.RuleTypeId.Category != "Rule" || rule.RuleTypeId.Owner is not (null or "AWS") || !s_provider.IsMatch(rule.RuleTypeId.Provider)
            || (rule.RuleTypeId.Version is { } version && !s_version.IsMatch(version)))
        {
            yield return new Finding(
                "InvalidRuleType",
                $"The rule '{rule.Name}' has the type {rule.RuleTypeId.Category}/{rule.RuleTypeId.Owner}/{rule.RuleTypeId.Provider}/{rule.RuleTypeId.Version}, which is not valid. Use the category Rule, the owner AWS, a provider such as DeploymentWindow, and a version of 1 to 9 letters, digits or _ -.",
                path + ".RuleTypeId");
        }

        if (rule.RoleArn is not null && PipelineNameRules.CheckRoleArn(rule.RoleArn, path + ".RoleArn") is { } role)
        {
            yield return role;
        }

        if (rule.Region is { } region && ActionRules.CheckRegion($"the rule '{rule.Name}'", region, path + ".Region") is { } place)
        {
            yield return place;
        }

        if (rule.TimeoutInMinutes is { } timeout and (< 5 or > 86400))
        {
            yield return new Finding("InvalidRuleTimeout", $"The timeout of {timeout} minutes of the rule '{rule.Name}' is out of range. AWS accepts 5 to 86400.", path + ".TimeoutInMinutes");
        }
    }

    private static IEnumerable<Finding> Result(string? result, string path) => result is null || s_results.Contains(result)
        ? []
        : [new Finding("InvalidConditionResult", $"The result '{result}' is not valid. Use {string.Join(", ", s_results)}.", path + ".Result")];
}
