using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>
/// Checks the values of the rules of stage conditions: their lengths (CodePipeline API model, errors), and the formats that AWS's documentation
/// describes (warnings). Values with variables have no format before the execution.
/// </summary>
internal sealed class RuleValueRules : IPipelineRule
{
    private static readonly char[] s_lineBreaks = ['\r', '\n'];

    // The user guide's forms: Region/City, UTC with an optional offset, an abbreviation of 3 to 5 characters.
    private static readonly Regex s_timeZone = new(@"^([A-Za-z]+(?<city>/[A-Za-z0-9_+\-]+)+|UTC([+-](?<offset>[0-9]{2}:[0-9]{2}))?|[A-Za-z]{3,5})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    private static readonly TimeSpan s_largestOffset = TimeSpan.FromHours(14);

    // Windows had other names of time zones before .NET used ICU.
    private static readonly Lazy<bool> s_knowsNames = new(() => IsOfPlatform("Europe/Berlin"));

    public IEnumerable<Finding> Check(Pipeline pipeline) => PlacedRule.All(pipeline).SelectMany(placed => Rule(placed.Rule, placed.Path));

    private static IEnumerable<Finding> Rule(StageRule rule, string path) =>
        Lengths(rule, path).Concat(Lines(rule, path)).Concat(rule.RuleTypeId.Provider switch
        {
            "DeploymentWindow" => Window(rule, path),
            "CloudWatchAlarm" => Wait(rule, path),
            "VariableCheck" => Variable(rule, path),
            _ => [],
        });

    private static IEnumerable<Finding> Lengths(StageRule rule, string path)
    {
        if (rule.Commands is { } commands && TextListRules.Check($"The rule '{rule.Name}'", "command", commands, (1, 50, 1000)) is { } message)
        {
            yield return new Finding("InvalidRuleCommands", message, path + ".Commands");
        }

        var configuration = rule.Configuration ?? new Dictionary<string, string>();
        var problem = configuration.Count > 200
            ? $"The configuration of the rule '{rule.Name}' has {configuration.Count} keys. The maximum is 200."
            : configuration.Where(entry => entry.Key.Length is 0 or > 50 || entry.Value.Length is 0 or > 10000).Select(entry => entry.Key.Length is 0 or > 50
                ? $"The configuration key '{entry.Key}' of the rule '{rule.Name}' has {entry.Key.Length} characters. AWS accepts 1 to 50."
                : $"The configuration key '{entry.Key}' of the rule '{rule.Name}' has a value of {entry.Value.Length} characters. AWS accepts 1 to 10000.").FirstOrDefault();
        if (problem is not null)
        {
            yield return new Finding("InvalidRuleConfiguration", problem, path + ".Configuration");
        }
    }

    private static IEnumerable<Finding> Lines(StageRule rule, string path) => (rule.Commands ?? []).SelectMany((command, c) => command.IndexOfAny(s_lineBreaks) < 0
        ? []
        : new[]
        {
            Warning(
                "CommandWithSeveralLines",
                $"A command of the rule '{rule.Name}' has several lines. AWS's documentation allows one line. Make each line a command of its own.",
                $"{path}.Commands[{c}]"),
        });

    private static IEnumerable<Finding> Window(StageRule rule, string path)
    {
        if (Value(rule, "Cron") is { } cron && WindowCron.Problem(cron) is { } problem)
        {
            yield return Warning(
                "InvalidCron", $"The cron expression '{cron}' of the rule '{rule.Name}' {problem}, such as '* * 9-16 ? * MON-FRI *'.", path + ".Configuration['Cron']");
        }

        if (Value(rule, "TimeZone") is { } zone && TimeZone(zone) is { } wrong)
        {
            yield return Warning(
                "InvalidTimeZone",
                $"The time zone '{zone}' of the rule '{rule.Name}' {wrong}. Use a name such as Europe/Berlin, UTC with an offset such as UTC+05:30, or an abbreviation such as EST.",
                path + ".Configuration['TimeZone']");
        }
    }

    private static string? TimeZone(string zone)
    {
        var match = s_timeZone.Match(zone);
        return !match.Success ? "does not have a form that AWS's documentation describes"
            : match.Groups["offset"] is { Success: true } offset && !(TimeSpan.TryParseExact(offset.Value, @"hh\:mm", CultureInfo.InvariantCulture, out var hours) && hours <= s_largestOffset) ? "is more than 14 hours from UTC"
            : match.Groups["city"].Success && s_knowsNames.Value && !IsOfPlatform(zone) ? "is not known"
            : null;
    }

    private static bool IsOfPlatform(string zone)
    {
        try
        {
            _ = TimeZoneInfo.FindSystemTimeZoneById(zone);
            return true;
        }
        catch (Exception unknown) when (unknown is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return false;
        }
    }

    private static IEnumerable<Finding> Wait(StageRule rule, string path) => Value(rule, "WaitTime") is not { } wait || int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        ? []
        : [Warning("InvalidWaitTime", $"The wait time '{wait}' of the rule '{rule.Name}' is not a number of minutes.", path + ".Configuration['WaitTime']")];

    private static IEnumerable<Finding> Variable(StageRule rule, string path)
    {
        // Without a reference, the rule compares two constants.
        if (rule.Configuration?.TryGetValue("Variable", out var variable) == true && !VariableReference.Find(variable!).Any())
        {
            yield return Warning(
                "VariableReferenceMissing",
                $"The variable '{variable}' of the rule '{rule.Name}' is not a reference, so the rule compares this text. To check a variable, use a reference such as #{{SourceVariables.BranchName}}.",
                path + ".Configuration['Variable']");
        }

        if (Value(rule, "Operator") == "MATCHES" && Value(rule, "Value") is { } pattern && !JavaPattern.IsValid(pattern))
        {
            yield return Warning(
                "InvalidRulePattern",
                $"The value '{pattern}' of the rule '{rule.Name}' is not a valid regular expression, so the rule can't succeed. Correct it, or use the operator EQ or CONTAINS to compare a text.",
                path + ".Configuration['Value']");
        }
    }

    private static string? Value(StageRule rule, string key) => rule.Configuration?.TryGetValue(key, out var value) == true && !value.Contains("#{") ? value : null;

    private static Finding Warning(string id, string message, string path) => new(id, message, path) { IsWarning = true };
}
