using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.RuleJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>OverrideStageCondition: what continues, and what can't be overridden.</summary>
public sealed class ConditionOverrideTests : IDisposable
{
    private const string NotOverridable = "ConditionNotOverridableException";
    private readonly PipelineDriver _demo = new();

    public void Dispose() => _demo.Dispose();

    [Theory]
    [InlineData("beforeEntry", "BEFORE_ENTRY")]
    [InlineData("onSuccess", "ON_SUCCESS")]
    public async Task A_condition_in_progress_is_overridden_and_its_rule_abandoned(string gate, string type)
    {
        var id = await _demo.CreateAsync(Condition(gate, "FAIL", Window("* * * * * ? 2199")));
        _demo.Wait(9);
        Assert.Equal("InProgress: Check InProgress", await _demo.ConditionAsync(gate));

        var answer = await _demo.OverrideAsync(id, type);
        Assert.True(answer.Status == 200, answer.Body);
        _demo.Wait(9);
        Assert.Equal(("Succeeded", "Succeeded Succeeded"), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
        Assert.Equal("Overridden: Check Abandoned", await _demo.ConditionAsync(gate));
        Assert.Equal("arn:aws:iam::123456789012:user/sandbox", PipelineDriver.Text((await _demo.RulesAsync())[0], "updatedBy"));
    }

    [Theory]
    [InlineData("beforeEntry", "BEFORE_ENTRY")]
    [InlineData("onSuccess", "ON_SUCCESS")]
    public async Task A_failed_condition_is_overridden_and_the_execution_continues(string gate, string type)
    {
        var id = await _demo.CreateAsync(Condition(gate, "FAIL", Compare("#{variables.mode}", "other")));
        _demo.Wait(9);
        Assert.Equal("Failed", await _demo.ExecutionStatusesAsync());

        await _demo.OverrideAsync(id, type);
        _demo.Wait(9);
        Assert.Equal(("Succeeded", "Succeeded Succeeded"), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
        Assert.Equal("Overridden: Check Failed", await _demo.ConditionAsync(gate));
        Assert.Equal(["Source Succeeded", "Build Succeeded"], await _demo.ActionsAsync(id));
    }

    [Fact]
    public async Task A_condition_with_the_result_SKIP_is_not_overridden()
    {
        var id = await _demo.CreateAsync(Condition("beforeEntry", "SKIP", Window("* * * * * ? 2199")));
        _demo.Wait(2);
        Assert.Equal(NotOverridable, (await _demo.OverrideAsync(id, "BEFORE_ENTRY")).ErrorType);
        Assert.Equal("InProgress: Check InProgress", await _demo.ConditionAsync("beforeEntry"));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_the_execution_is_not_overridden()
    {
        var id = await _demo.CreateAsync(pipeline =>
        {
            Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "good"))(pipeline);
            Condition("onFailure", "ROLLBACK", Compare("#{variables.mode}", "good"))(pipeline);
        });
        Assert.Equal(NotOverridable, (await _demo.OverrideAsync(id, "BEFORE_ENTRY")).ErrorType);
        _demo.Fail("Build", 1);
        _demo.Wait(9);

        Assert.Equal("Failed", await _demo.ExecutionStatusesAsync());
        Assert.Equal(NotOverridable, (await _demo.OverrideAsync(id, "BEFORE_ENTRY")).ErrorType);
        Assert.Equal(NotOverridable, (await _demo.OverrideAsync(id, "ON_SUCCESS")).ErrorType);
        Assert.Equal(NotOverridable, (await _demo.OverrideAsync("11111111-2222-4333-8444-555555555555", "BEFORE_ENTRY")).ErrorType);
    }

    [Fact]
    public async Task An_execution_of_an_older_definition_is_not_overridden()
    {
        var id = await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "other")));
        _demo.Wait(9);
        await _demo.UpdateAsync(pipeline => pipeline["stages"]![1]!["actions"]![0]!["namespace"] = "Changed");

        Assert.Equal(NotOverridable, (await _demo.OverrideAsync(id, "BEFORE_ENTRY")).ErrorType);
    }

    [Fact]
    public async Task A_later_execution_in_the_stage_prevents_it()
    {
        var id = await _demo.CreateAsync(Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "other")));
        _demo.Wait(9);
        await _demo.StartAsync();
        _demo.Wait(9);

        Assert.Equal("NotLatestPipelineExecutionException", (await _demo.OverrideAsync(id, "BEFORE_ENTRY")).ErrorType);
    }

    [Theory]
    [InlineData(49, null)]
    [InlineData(50, "ConcurrentPipelineExecutionsLimitExceededException")]
    public async Task A_failed_execution_continues_only_below_the_limit_of_its_mode(int others, string? error)
    {
        var id = await _demo.CreateAsync(pipeline =>
        {
            Condition("beforeEntry", "FAIL", Compare("#{variables.mode}", "other"))(pipeline);
            pipeline["executionMode"] = "QUEUED";
        });
        _demo.Wait(9);
        for (var i = 0; i < others; i++)
        {
            await _demo.StartAsync();
        }

        var answer = await _demo.OverrideAsync(id, "BEFORE_ENTRY");
        Assert.Equal((error is null ? 200 : 400, error), (answer.Status, answer.Status == 200 ? null : answer.ErrorType));
    }

    [Fact]
    public async Task Names_that_do_not_exist_are_refused()
    {
        var id = await _demo.CreateAsync();
        Assert.Equal("StageNotFoundException", (await _demo.OverrideAsync(id, "BEFORE_ENTRY", "Other")).ErrorType);
        var missing = await _demo.CallAsync(
            "OverrideStageCondition", new JsonObject { ["pipelineName"] = "none", ["stageName"] = "Build", ["pipelineExecutionId"] = id, ["conditionType"] = "BEFORE_ENTRY" });
        Assert.Equal("PipelineNotFoundException", missing.ErrorType);
        Assert.Equal("ValidationException", (await _demo.OverrideAsync(id, "ON_FAILURE")).ErrorType);
    }
}
