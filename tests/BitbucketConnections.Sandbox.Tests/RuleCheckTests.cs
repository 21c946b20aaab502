using System.Globalization;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines.Rules;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.RuleJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>What each rule type checks, and when it ends.</summary>
public sealed class RuleCheckTests : IDisposable
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateTimeOffset s_start = new(2027, 3, 31, 9, 58, 0, TimeSpan.Zero);

    private readonly PipelineDriver _demo = new(s_start);

    public void Dispose() => _demo.Dispose();

    [Theory]
    [InlineData("EQ", "good", null)]
    [InlineData("EQ", "Good", "ConditionNotMet")]
    [InlineData("NE", "Good", null)]
    [InlineData("NE", "good", "ConditionNotMet")]
    [InlineData("CONTAINS", "oo", null)]
    [InlineData("CONTAINS", "OO", "ConditionNotMet")]
    [InlineData("MATCHES", "g[o]+d", null)]
    [InlineData("MATCHES", "bad|good", null)]
    [InlineData("MATCHES", "goo", "ConditionNotMet")]
    [InlineData("MATCHES", "(", "ConfigurationError")]
    [InlineData("eq", "good", "ConfigurationError")]
    [InlineData("EQ", "#{variables.mode}", null)]
    public async Task A_variable_is_compared_with_the_operator(string comparison, string value, string? error)
    {
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", value, comparison: comparison)));
        _demo.Wait(9);

        Assert.Equal(error, await ErrorAsync());
    }

    [Fact]
    public async Task A_rule_has_the_variables_of_earlier_actions()
    {
        await _demo.CreateAsync(pipeline =>
        {
            Condition("beforeEntry", "FAIL", Compare("#{Git.BranchName}/#{codepipeline.PipelineExecutionId}", "main", comparison: "CONTAINS"))(pipeline);
            pipeline["stages"]![0]!["actions"]![0]!["namespace"] = "Git";
        });
        _demo.Wait(9);

        var rule = (await _demo.RulesAsync())[0]!;
        Assert.Equal("Succeeded", PipelineDriver.Text(rule, "status"));
        Assert.Equal("#{Git.BranchName}/#{codepipeline.PipelineExecutionId}", PipelineDriver.Text(rule["input"]!["configuration"], "Variable"));
        Assert.Equal("main/" + PipelineDriver.Text(rule, "pipelineExecutionId"), PipelineDriver.Text(rule["input"]!["resolvedConfiguration"], "Variable"));
    }

    [Theory]
    [InlineData("VariableCheck", "Operator")]
    [InlineData("DeploymentWindow", "Cron")]
    [InlineData("CloudWatchAlarm", "AlarmName")]
    public async Task A_rule_without_a_required_key_fails(string provider, string key)
    {
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Rule("Check", provider)));
        _demo.Wait(9);

        Assert.Equal("ConfigurationError", await ErrorAsync());
        Assert.Contains(key, PipelineDriver.Text((await _demo.RulesAsync())[0]!["output"]!["executionResult"], "externalExecutionSummary"), StringComparison.Ordinal);
    }

    // The source takes one minute and the rule another one: the first check is at 10:00.
    [Theory]
    [InlineData("* * * * * *", null, 0)]
    [InlineData("0 0 10 * * ?", null, 0)]
    [InlineData("0 1 10 * * ?", null, 1)]
    [InlineData("* 0/15 * ? * *", null, 0)]
    [InlineData("* 5/15 * ? * *", null, 5)]
    [InlineData("* * 9-17 ? * MON-FRI *", null, 0)]
    [InlineData("* * 11 ? * wed *", null, 60)]
    [InlineData("* * * ? * 4", null, 0)]
    [InlineData("0 0 12 ? * 5", null, 26 * 60)]
    [InlineData("0 0 12 ? * 4#5", null, 2 * 60)]
    [InlineData("0 0 12 ? * 4L", null, 2 * 60)]
    [InlineData("0 0 12 ? * L", null, (3 * 24 * 60) + (2 * 60))]
    [InlineData("0 0 12 L * ?", null, 2 * 60)]
    [InlineData("0 0 12 L-1 * ?", null, ((29 * 24) + 2) * 60)]
    [InlineData("0 0 12 LW * ?", null, 2 * 60)]
    [InlineData("0 0 12 3W * ?", null, ((2 * 24) + 2) * 60)]
    [InlineData("0 0 12 1 APR ?", null, 26 * 60)]
    [InlineData("0 0 12 31 MAR ? 2027/2", null, 2 * 60)]
#if NET
    // .NET Framework does not know these names.
    [InlineData("0 0 12 * * ?", "Europe/Berlin", 0)]
    [InlineData("0 0 4 * * ?", "PST", 60)]
#endif
    [InlineData("0 0 12 * * ?", "UTC+01:30", 30)]
    [InlineData("0 0 12 * * ?", "UTC-03:00", 5 * 60)]
    [InlineData("0 0 12 * * ?", "UTC", 2 * 60)]
    [InlineData("0 0 5 * * ?", "EST", 0)]
    public async Task A_deployment_window_waits_until_it_opens(string cron, string? timeZone, int minutes)
    {
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Window(cron, timeout: 86400 / 2, timeZone)));
        _demo.Wait(2);
        if (minutes > 0)
        {
            Assert.Equal("InProgress: Check InProgress", await _demo.ConditionAsync("beforeEntry"));
            _demo.Wait(minutes - 0.5);
            Assert.Equal("InProgress: Check InProgress", await _demo.ConditionAsync("beforeEntry"));
            _demo.Wait(0.5);
        }

        Assert.Equal("Succeeded: Check Succeeded", await _demo.ConditionAsync("beforeEntry"));
    }

    [Theory]
    [InlineData("2026,2027", null)]
    [InlineData("2028", "2028-01-01 00:00")]
    [InlineData("2020/5", "2030-01-01 00:00")]
    [InlineData("2029-2031", "2029-01-01 00:00")]
    [InlineData("*/64", "2034-01-01 00:00")]
    [InlineData("1999", null)]
    public void A_window_opens_next_in_one_of_its_years(string years, string? opening)
    {
        var next = DeploymentWindow.Parse("0 0 0 1 JAN ? " + years).NextOpening(s_start, TimeZoneInfo.Utc);

        Assert.Equal(opening, next?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_window_is_open_in_both_hours_that_a_clock_repeats()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("z", TimeSpan.FromHours(1), "z", "z", "z", [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new DateTime(2027, 1, 1), new DateTime(2027, 12, 31), TimeSpan.FromHours(1), TransitionAt(3, 28, 2), TransitionAt(10, 31, 3)),
        ]);
        var window = DeploymentWindow.Parse("0 30 2 * * ?");

        Assert.True(window.IsOpen(new DateTimeOffset(2027, 10, 31, 0, 30, 0, TimeSpan.Zero), zone));
        Assert.True(window.IsOpen(new DateTimeOffset(2027, 10, 31, 1, 30, 0, TimeSpan.Zero), zone));
        Assert.False(window.IsOpen(new DateTimeOffset(2027, 10, 31, 2, 30, 0, TimeSpan.Zero), zone));

        static TimeZoneInfo.TransitionTime TransitionAt(int month, int day, int hour) =>
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, hour, 0, 0), month, day);
    }

    [Theory]
    [InlineData("* * * * *", null)]
    [InlineData("* * * * * * * *", null)]
    [InlineData("* 60 * * * *", null)]
    [InlineData("* * * ? * 0", null)]
    [InlineData("* * * ? * 8", null)]
    [InlineData("* * * ? * * 1969", null)]
    [InlineData("* * * ? * * 2030-2029", null)]
    [InlineData("* * * ? * * soon", null)]
    [InlineData("* * * ? * *", "Mars/Olympus")]
    [InlineData("* * * ? * *", "UTC+15:00")]
    [InlineData("* * * ? * *", "UTC+01:99")]
    public async Task A_deployment_window_that_is_not_valid_fails_at_once(string cron, string? timeZone)
    {
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Window(cron, timeZone: timeZone)));
        _demo.Wait(2);

        Assert.Equal("ConfigurationError", await ErrorAsync());
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(null, 7 * 24 * 60)]
    public async Task A_window_that_does_not_open_fails_exactly_at_the_timeout(int? timeout, int minutes)
    {
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Window("* * * ? * * 2028", timeout)));
        _demo.Wait(1 + minutes - 0.5);
        Assert.Equal("InProgress: Check InProgress", await _demo.ConditionAsync("beforeEntry"));
        _demo.Wait(0.5);

        Assert.Equal("RuleTimedOut", await ErrorAsync());
    }

    [Fact]
    public async Task A_rule_that_takes_longer_than_its_timeout_fails()
    {
        _demo.Sandbox.Sandbox.SetRuleOutcome(new SandboxRuleOutcome { Duration = TimeSpan.FromMinutes(6) });
        var rule = Rule("Check", "LambdaInvoke", ("FunctionName", "f"));
        rule["timeoutInMinutes"] = 5;
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", rule));
        _demo.Wait(6);

        Assert.Equal("RuleTimedOut", await ErrorAsync());
        var listed = (await _demo.RulesAsync())[0]!;
        Assert.Equal(5 * 60, listed["lastUpdateTime"]!.GetValue<double>() - listed["startTime"]!.GetValue<double>(), 1);
    }

    [Theory]
    [InlineData("beforeEntry", null, "OK", "Succeeded")]
    [InlineData("beforeEntry", null, "INSUFFICIENT_DATA", "Succeeded")]
    [InlineData("beforeEntry", null, "ALARM", "Failed")]
    [InlineData("onSuccess", null, "ALARM", "Failed")]
    [InlineData("onFailure", null, "ALARM", "Succeeded")]
    [InlineData("onFailure", null, "OK", "Failed")]
    [InlineData("beforeEntry", "ALARM, INSUFFICIENT_DATA", "INSUFFICIENT_DATA", "Succeeded")]
    [InlineData("beforeEntry", "ALARM, INSUFFICIENT_DATA", "OK", "Failed")]
    public async Task An_alarm_succeeds_in_its_states(string gate, string? states, string state, string status)
    {
        _demo.Sandbox.Sandbox.SetAlarmState("errors", state);
        if (gate == "onFailure")
        {
            _demo.Fail("Build", 1);
        }

        await _demo.CreateAsync(Condition(gate, "FAIL", states is null ? Alarm() : Alarm(("AlarmStates", states))));
        _demo.Wait(9);

        Assert.Equal($"{status}: Check {status}", await _demo.ConditionAsync(gate));
    }

    [Fact]
    public async Task An_alarm_has_its_wait_time_to_change()
    {
        _demo.Sandbox.Sandbox.SetAlarmState("errors", "ALARM");
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Alarm(("WaitTime", "20"))));
        _demo.Wait(21.5);
        Assert.Equal("InProgress: Check InProgress", await _demo.ConditionAsync("beforeEntry"));
        _demo.Sandbox.Sandbox.SetAlarmState("other", "OK");
        Assert.Equal("InProgress: Check InProgress", await _demo.ConditionAsync("beforeEntry"));
        _demo.Sandbox.Sandbox.SetAlarmState("errors", "OK");
        Assert.Equal("Succeeded: Check Succeeded", await _demo.ConditionAsync("beforeEntry"));

        _demo.Sandbox.Sandbox.SetAlarmState("errors", "ALARM");
        _demo.Wait(9);
        await _demo.StartAsync();
        _demo.Wait(22);
        Assert.Equal("Failed: Check Failed", await _demo.ConditionAsync("beforeEntry"));
    }

    [Fact]
    public async Task A_wait_time_that_is_not_a_number_fails()
    {
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Alarm(("WaitTime", "soon"))));
        _demo.Wait(2);

        Assert.Equal("ConfigurationError", await ErrorAsync());
    }

    [Fact]
    public async Task Rules_are_listed_newest_first_by_page_and_filter()
    {
        var id = await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "good", "A"), Compare("#{variables.mode}", "good", "B")));
        _demo.Wait(9);
        _demo.Fail("Build", 1);
        var second = await _demo.StartAsync();
        _demo.Wait(9);
        await _demo.RetryAsync("Build", second, "ALL_ACTIONS");
        _demo.Wait(9);
        Assert.Equal("B A B A B A", Names(await _demo.RulesAsync()));
        Assert.Equal("B A", Names(await _demo.RulesAsync(new JsonObject { ["pipelineExecutionId"] = id })));
        Assert.Equal("B A B A", Names(await _demo.RulesAsync(Latest(second, "All"))));
        Assert.Equal("B A", Names(await _demo.RulesAsync(Latest(second, "Latest"))));

        var page = new JsonObject { ["pipelineName"] = "demo", ["maxResults"] = 5 };
        var first = (await _demo.CallAsync("ListRuleExecutions", page)).Json;
        page["nextToken"] = first["nextToken"]!.DeepClone();
        var rest = (await _demo.CallAsync("ListRuleExecutions", page)).Json;
        Assert.Equal(("B A B A B", "A", true), (Names(first["ruleExecutionDetails"]!), Names(rest["ruleExecutionDetails"]!), rest["nextToken"] is null));

        page["nextToken"] = "other";
        Assert.Equal("InvalidNextTokenException", (await _demo.CallAsync("ListRuleExecutions", page)).ErrorType);
        var unknown = new JsonObject { ["pipelineName"] = "demo", ["filter"] = new JsonObject { ["pipelineExecutionId"] = "11111111-2222-4333-8444-555555555555" } };
        Assert.Equal("PipelineExecutionNotFoundException", (await _demo.CallAsync("ListRuleExecutions", unknown)).ErrorType);
        Assert.Equal("PipelineNotFoundException", (await _demo.CallAsync("ListRuleExecutions", new JsonObject { ["pipelineName"] = "none" })).ErrorType);
    }

    [Fact]
    public async Task A_listed_rule_has_the_members_of_the_model()
    {
        var rule = Alarm();
        rule["roleArn"] = _demo.Sandbox.Info.ServiceRoleArn;
        rule["region"] = "eu-west-1";
        rule["inputArtifacts"] = new JsonArray(PipelineJson.Artifact("SourceArtifact"));
        _demo.Sandbox.Sandbox.SetAlarmState("errors", "ALARM");
        var id = await _demo.CreateAsync(Condition("beforeEntry", "FAIL", rule));
        _demo.Wait(9);

        var listed = (await _demo.RulesAsync())[0]!;
        Assert.Equal((id, 1, "Build", "Check"), (PipelineDriver.Text(listed, "pipelineExecutionId"), listed["pipelineVersion"]!.GetValue<int>(), PipelineDriver.Text(listed, "stageName"), PipelineDriver.Text(listed, "ruleName")));
        var input = listed["input"]!;
        Assert.Equal("CloudWatchAlarm", PipelineDriver.Text(input["ruleTypeId"], "provider"));
        Assert.Equal((_demo.Sandbox.Info.ServiceRoleArn, "eu-west-1"), (PipelineDriver.Text(input, "roleArn"), PipelineDriver.Text(input, "region")));
        Assert.Equal("SourceArtifact", PipelineDriver.Text(input["inputArtifacts"]![0], "name"));
        Assert.Contains("ALARM", PipelineDriver.Text(listed["output"]!["executionResult"], "externalExecutionSummary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_types_are_those_of_the_catalog()
    {
        var types = (await _demo.CallAsync("ListRuleTypes", new JsonObject { ["ruleOwnerFilter"] = "AWS" })).Json["ruleTypes"]!.AsArray();

        Assert.Equal("CloudWatchAlarm CodeBuild Commands DeploymentWindow LambdaInvoke VariableCheck", string.Join(" ", types.Select(type => PipelineDriver.Text(type!["id"], "provider"))));
        Assert.Equal(["Cron True", "TimeZone False"], types[3]!["ruleConfigurationProperties"]!.AsArray().Select(property => $"{PipelineDriver.Text(property, "name")} {property!["required"]!.GetValue<bool>()}"));
        Assert.Equal("ValidationException", (await _demo.CallAsync("ListRuleTypes", new JsonObject { ["ruleOwnerFilter"] = "Custom" })).ErrorType);
    }

    private static JsonObject Latest(string id, string range) => new() { ["latestInPipelineExecution"] = new JsonObject { ["pipelineExecutionId"] = id, ["startTimeRange"] = range } };

    private static string Names(JsonNode rules) => string.Join(" ", rules.AsArray().Select(rule => PipelineDriver.Text(rule, "ruleName")));

    private async Task<string?> ErrorAsync() => PipelineDriver.Text((await _demo.RulesAsync())[0]!["output"]!["executionResult"]!["errorDetails"], "code");
}
