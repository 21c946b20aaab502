using System;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>The rule DeploymentWindow. It succeeds in the minutes of its expression, and waits for the next one.</summary>
internal static class DeploymentWindowCheck
{
    /// <summary>Checks the rule.</summary>
    /// <param name="rule">The rule, with its required keys.</param>
    /// <param name="at">The time of the check.</param>
    /// <returns>The verdict.</returns>
    public static RuleVerdict Check(RuleExecutionRecord rule, DateTimeOffset at)
    {
        var cron = rule.Configuration("Cron")!;
        DeploymentWindow window;
        try
        {
            window = DeploymentWindow.Parse(cron);
        }
        catch (FormatException e)
        {
            // CronFormatException is one too.
            return RuleVerdict.Misconfigured($"The cron expression '{cron}' of rule '{rule.Name}' is not valid: {e.Message}");
        }

        if (WindowTimeZone.Find(rule.Configuration("TimeZone")) is not { } zone)
        {
            return RuleVerdict.Misconfigured($"The time zone '{rule.Configuration("TimeZone")}' of rule '{rule.Name}' is not known.");
        }

        return window.IsOpen(at, zone) ? RuleVerdict.Success : RuleVerdict.Wait(window.NextOpening(at, zone) ?? DateTimeOffset.MaxValue);
    }
}
