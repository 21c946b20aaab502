using System.Text.Json.Nodes;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.RuleJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Stage conditions run to their end: what passes, what fails, and which result applies.</summary>
public sealed class StageConditionTests : IDisposable
{
    private const string Open = "* * * * * ? 2030";
    private static readonly DateTimeOffset s_lastHourOf2030 = new(2030, 12, 31, 23, 0, 0, TimeSpan.Zero);

    private readonly PipelineDriver _demo = new(s_lastHourOf2030);

    /// <summary>Gets each rule type, gate and result that AWS allows.</summary>
    public static TheoryData<string, string, string, bool> Runs { get; } = new(
        from type in RuleCatalog.All
        from gate in new[] { (Name: "beforeEntry", Results: type.BeforeEntryResults), (Name: "onSuccess", Results: type.OnSuccessResults), (Name: "onFailure", Results: type.OnFailureResults) }
        from result in gate.Results
        from passes in new[] { true, false }
        select (type.Provider, gate.Name, result, passes));

    public void Dispose() => _demo.Dispose();

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task The_result_of_a_condition_applies_as_its_rules_end(string provider, string gate, string result, bool passes)
    {
        await _demo.CreateAsync(Condition(gate, result, RuleOf(provider)));
        _demo.Wait(9);
        Assert.Equal("Succeeded", await _demo.ExecutionStatusesAsync());

        if (gate == "onFailure")
        {
            _demo.Fail("Build", 1);
        }

        var id = await StartAsync(provider, passes);
        _demo.Wait(30);

        var (status, stage) = (gate, result, passes) switch
        {
            ("onFailure", _, _) => ("Failed", "Failed"),
            (_, _, true) => ("Succeeded", "Succeeded"),
            (_, "SKIP", _) => ("Succeeded", "Skipped"),
            _ => ("Failed", "Failed"),
        };
        Assert.Equal(status, PipelineDriver.Text(await _demo.ExecutionAsync(id), "status"));
        var build = gate == "beforeEntry" && !passes ? null : gate == "onFailure" ? "Build Failed" : "Build Succeeded";
        Assert.Equal(new[] { "Source Succeeded", build }.OfType<string>(), await _demo.ActionsAsync(id));

        // A rollback is a later execution in the stage, so the state shows it instead.
        var rollsBack = result == "ROLLBACK" && passes == (gate == "onFailure");
        var executions = await _demo.ExecutionsAsync();
        Assert.Equal(rollsBack ? "ROLLBACK" : null, PipelineDriver.Text(executions[0], "executionType"));
        if (!rollsBack)
        {
            var expected = passes ? "Succeeded" : "Failed";
            Assert.Equal(($"Succeeded {stage}", $"{expected}: Check {expected}"), (await _demo.StageStatusesAsync(), await _demo.ConditionAsync(gate)));
        }

        var rule = (await _demo.RulesAsync(new JsonObject { ["pipelineExecutionId"] = id }))[0]!;
        Assert.Equal(passes ? "Succeeded" : "Failed", PipelineDriver.Text(rule, "status"));
    }

    [Fact]
    public async Task A_condition_fails_if_one_rule_fails_and_waits_for_all()
    {
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "other", "First"), Window("0 30 23 * * ?")));
        _demo.Wait(2);
        Assert.Equal("InProgress: First Failed, Check InProgress", await _demo.ConditionAsync("beforeEntry"));
        Assert.Equal("Succeeded InProgress", await _demo.StageStatusesAsync());

        _demo.Wait(28);
        Assert.Equal("Failed: First Failed, Check Succeeded", await _demo.ConditionAsync("beforeEntry"));
        Assert.Equal("Failed", await _demo.ExecutionStatusesAsync());
    }

    [Fact]
    public async Task Failed_rules_of_a_failure_condition_keep_the_execution_failed()
    {
        _demo.Fail("Build", 1);
        await _demo.CreateAsync(Condition("onFailure", "SKIP", Compare("#{variables.mode}", "other")));
        _demo.Wait(9);

        Assert.Equal(("Failed", "Succeeded Failed"), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
    }

    [Theory]
    [InlineData("SKIP", "Succeeded", "Succeeded Skipped")]
    [InlineData("RETRY", "Succeeded", "Succeeded Succeeded")]
    [InlineData("FAIL", "Failed", "Succeeded Failed")]
    public async Task A_failure_condition_has_the_other_results_of_the_model_too(string result, string status, string stages)
    {
        _demo.Fail("Build", 1);
        await _demo.CreateAsync(Condition("onFailure", result, Compare("#{variables.mode}", "good")));
        _demo.Wait(9);

        Assert.Equal((status, stages), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
    }

    [Fact]
    public async Task A_skipped_stage_can_be_neither_retried_nor_rolled_back_to()
    {
        var id = await _demo.CreateAsync(Condition("beforeEntry", "SKIP", Compare("#{variables.mode}", "other")));
        _demo.Wait(9);
        Assert.Equal("Succeeded Skipped", await _demo.StageStatusesAsync());

        Assert.Equal("StageNotRetryableException", (await _demo.TryRetryAsync("Build", id)).ErrorType);
        Assert.Equal("UnableToRollbackStageException", (await _demo.RollBackAsync("Build", id)).ErrorType);
    }

    [Fact]
    public async Task A_failed_rollback_does_not_roll_back_again()
    {
        await _demo.CreateAsync(Condition("onSuccess", "ROLLBACK", Alarm()));
        _demo.Wait(9);
        _demo.Sandbox.Sandbox.SetAlarmState("errors", "ALARM");
        await _demo.StartAsync();
        _demo.Wait(60);

        Assert.Equal("Failed Failed Succeeded", await _demo.ExecutionStatusesAsync());
    }

    [Theory]
    [InlineData("SUPERSEDED", 3)]
    [InlineData("PARALLEL", 2)]
    public async Task A_parallel_execution_is_not_rolled_back_by_a_condition(string mode, int executions)
    {
        await _demo.CreateAsync(pipeline =>
        {
            Condition("onSuccess", "ROLLBACK", Alarm())(pipeline);
            pipeline["executionMode"] = mode;
        });
        _demo.Wait(9);
        _demo.Sandbox.Sandbox.SetAlarmState("errors", "ALARM");
        await _demo.StartAsync();
        _demo.Wait(60);

        Assert.Equal(executions, (await _demo.ExecutionsAsync()).Count);
    }

    [Fact]
    public async Task A_retry_runs_a_failed_condition_again_and_not_one_that_passed()
    {
        var id = await _demo.CreateAsync(pipeline =>
        {
            Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "good", "Entry"))(pipeline);
            Condition("onSuccess", "FAIL", Alarm())(pipeline);
        });
        _demo.Sandbox.Sandbox.SetAlarmState("errors", "ALARM");
        _demo.Wait(9);
        Assert.Equal("Failed", await _demo.ExecutionStatusesAsync());

        _demo.Sandbox.Sandbox.SetAlarmState("errors", "OK");
        await _demo.RetryAsync("Build", id);
        _demo.Wait(9);
        Assert.Equal("Succeeded", await _demo.ExecutionStatusesAsync());
        Assert.Equal("Check Succeeded, Check Failed, Entry Succeeded", await RuleTextAsync());
    }

    [Fact]
    public async Task A_retry_of_all_actions_runs_the_entry_condition_again()
    {
        _demo.Fail("Build", 1);
        var id = await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "good")));
        _demo.Wait(9);
        await _demo.RetryAsync("Build", id, "ALL_ACTIONS");
        _demo.Wait(9);

        Assert.Equal("Succeeded", await _demo.ExecutionStatusesAsync());
        Assert.Equal("Check Succeeded, Check Succeeded", await RuleTextAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_cancels_the_condition_in_progress(bool abandons)
    {
        var id = await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Window("* * * * * ? 2040")));
        _demo.Wait(2);
        await _demo.StopAsync(id, abandon: abandons);
        _demo.Wait(1);

        Assert.Equal(("Stopped", "Succeeded Stopped"), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
        Assert.Equal("Cancelled: Check Abandoned", await _demo.ConditionAsync("beforeEntry"));
    }

    [Fact]
    public async Task An_update_of_the_source_stage_cancels_the_condition_in_progress()
    {
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Window("* * * * * ? 2040")));
        _demo.Wait(2);
        await _demo.UpdateAsync(pipeline => pipeline["stages"]![0]!["actions"]![0]!["configuration"]!["BranchName"] = "other");

        Assert.Equal("Cancelled", await _demo.ExecutionStatusesAsync());
        Assert.Equal("Cancelled: Check Abandoned", await _demo.ConditionAsync("beforeEntry"));
    }

    [Fact]
    public async Task A_planned_outcome_decides_before_the_check_as_often_as_planned()
    {
        _demo.Sandbox.Sandbox.SetRuleOutcome(new SandboxRuleOutcome { PipelineName = "demo", StageName = "Build", RuleName = "Check", IsFailure = true, ErrorCode = "Broken", Message = "by plan", Count = 1 });
        _demo.Sandbox.Sandbox.SetRuleOutcome(new SandboxRuleOutcome { RuleName = "Other", IsFailure = true });
        _demo.Sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Check", IsFailure = true });
        var id = await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "good")));
        _demo.Wait(9);
        var error = (await _demo.StagesAsync())[1]!["beforeEntryConditionState"]!["conditionStates"]![0]!["ruleStates"]![0]!["latestExecution"]!["errorDetails"]!;
        Assert.Equal(("Broken", "by plan"), (PipelineDriver.Text(error, "code"), PipelineDriver.Text(error, "message")));

        await _demo.RetryAsync("Build", id);
        _demo.Wait(9);
        Assert.Equal("Succeeded", await _demo.ExecutionStatusesAsync());
    }

    [Fact]
    public async Task The_faults_are_cleared_with_the_outcomes_of_rules_and_the_states_of_alarms()
    {
        _demo.Sandbox.Sandbox.SetRuleOutcome(new SandboxRuleOutcome { IsFailure = true });
        _demo.Sandbox.Sandbox.SetAlarmState("errors", "ALARM");
        _demo.Sandbox.Sandbox.ClearFaults();
        await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Alarm()));
        _demo.Wait(9);

        Assert.Equal("Succeeded", await _demo.ExecutionStatusesAsync());
    }

    [Fact]
    public async Task Plans_that_are_not_valid_are_refused()
    {
        await Assert.ThrowsAsync<ServiceException>(() => Run(() => _demo.Sandbox.Sandbox.SetAlarmState("errors", "RED")));
        var error = await Assert.ThrowsAsync<ServiceException>(() => Run(() => _demo.Sandbox.Sandbox.SetRuleOutcome(new SandboxRuleOutcome { Count = 0 })));
        Assert.Contains("rule outcome", error.Message, StringComparison.Ordinal);

        static Task Run(Action action)
        {
            action();
            return Task.CompletedTask;
        }
    }

    // Each rule passes at first.
    private static JsonObject RuleOf(string provider)
    {
        var rule = provider switch
        {
            "VariableCheck" => Compare("#{variables.mode}", "good"),
            "DeploymentWindow" => Window(Open, timeout: 5),
            "CloudWatchAlarm" => Alarm(("AlarmStates", "OK")),
            _ => Rule("Check", provider, ("FunctionName", "f"), ("ProjectName", "sandbox-build")),
        };
        if (provider == "Commands")
        {
            rule["commands"] = new JsonArray("true");
        }

        return rule;
    }

    private async Task<string> StartAsync(string provider, bool passes)
    {
        switch (provider)
        {
            case "VariableCheck":
                return await _demo.StartAsync(("mode", passes ? "good" : "bad"));
            case "DeploymentWindow" when !passes:
                _demo.Wait(120);
                break;
            case "CloudWatchAlarm" when !passes:
                _demo.Sandbox.Sandbox.SetAlarmState("errors", "ALARM");
                break;
            default:
                if (!passes)
                {
                    _demo.Sandbox.Sandbox.SetRuleOutcome(new SandboxRuleOutcome { IsFailure = true });
                }

                break;
        }

        return await _demo.StartAsync();
    }

    private async Task<string> RuleTextAsync() =>
        string.Join(", ", (await _demo.RulesAsync()).Select(rule => $"{PipelineDriver.Text(rule, "ruleName")} {PipelineDriver.Text(rule, "status")}"));
}
