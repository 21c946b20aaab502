using System;
using System.Globalization;
using System.Linq;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>
/// The rule CloudWatchAlarm. It succeeds if the alarm is in one of its <c>AlarmStates</c>, at once or within its <c>WaitTime</c>. Without
/// <c>AlarmStates</c>, an alarm succeeds after a failure, and any other state succeeds elsewhere.
/// </summary>
internal static class AlarmCheck
{
    /// <summary>Checks the rule.</summary>
    /// <param name="rule">The rule, with its required keys.</param>
    /// <param name="alarms">The alarms.</param>
    /// <param name="at">The time of the check.</param>
    /// <returns>The verdict.</returns>
    public static RuleVerdict Check(RuleExecutionRecord rule, AlarmStates alarms, DateTimeOffset at)
    {
        var name = rule.Configuration("AlarmName")!;
        var minutes = 0;
        if (rule.Configuration("WaitTime") is { } wait && !int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out minutes))
        {
            return RuleVerdict.Misconfigured($"The wait time '{wait}' of rule '{rule.Name}' is not a number of minutes.");
        }

        var state = alarms.Of(name);
        string[] wanted = rule.Configuration("AlarmStates") is { } states ? [.. states.Split(',').Select(text => text.Trim())]
            : rule.Gate == ConditionGates.OnFailure ? [AlarmStates.Alarm]
            : [AlarmStates.Ok, AlarmStates.InsufficientData];
        var last = rule.FirstCheck + TimeSpan.FromMinutes(minutes);
        return wanted.Contains(state) ? RuleVerdict.Success
            : at < last ? RuleVerdict.Wait(last)
            : RuleVerdict.NotMet($"The alarm '{name}' is in the state {state}. Rule '{rule.Name}' succeeds in {string.Join(" or ", wanted)}.");
    }
}
