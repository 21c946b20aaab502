using System;
using System.Linq;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>Checks what a rule checks. The rules that run something (LambdaInvoke, Commands, CodeBuild) succeed, because the sandbox runs nothing.</summary>
internal static class RuleChecks
{
    /// <summary>The provider of the rule that reads an alarm.</summary>
    public const string Alarm = "CloudWatchAlarm";

    /// <summary>Checks a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="state">The state.</param>
    /// <param name="at">The time of the check.</param>
    /// <returns>The verdict.</returns>
    public static RuleVerdict Check(RuleExecutionRecord rule, SandboxState state, DateTimeOffset at)
    {
        // CreatePipeline accepts a rule without them.
        var missing = RuleCatalog.Find(rule.Declared.Provider)?.Keys.FirstOrDefault(key => key is { IsRequired: true, IsActionMember: false } && rule.ResolvedConfiguration[key.Name] is null);
        return missing is not null
            ? RuleVerdict.Misconfigured($"The configuration of rule '{rule.Name}' does not have the required key '{missing.Name}'.")
            : rule.Declared.Provider switch
            {
                "VariableCheck" => VariableCheck.Check(rule),
                "DeploymentWindow" => DeploymentWindowCheck.Check(rule, at),
                Alarm => AlarmCheck.Check(rule, state.Part<AlarmStates>(), at),
                _ => RuleVerdict.Success,
            };
    }

    /// <summary>Gets a configuration value with the values of its variables.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="key">The key.</param>
    /// <returns>The value, or null.</returns>
    internal static string? Configuration(this RuleExecutionRecord rule, string key) => rule.ResolvedConfiguration.Text(key);
}
