using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The rules for the end of a stage: failure conditions, rollbacks, stops, and executions of an older definition.</summary>
public sealed class StageRuleTests : IDisposable
{
    private readonly PipelineDriver _demo = new();

    public void Dispose() => _demo.Dispose();

    [Theory]
    [InlineData(1, "Succeeded")]
    [InlineData(2, "Failed")]
    public async Task A_stage_is_retried_automatically_only_once(int failures, string status)
    {
        _demo.Fail("Build", failures);
        await _demo.CreateAsync(OnFailure("""{"result":"RETRY"}"""));
        _demo.Wait(9);

        Assert.Equal((status, $"Succeeded {status}"), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
    }

    [Theory]
    [InlineData("FAILED_ACTIONS", "Source Succeeded, Build Failed, Other Succeeded, Build Succeeded")]
    [InlineData("ALL_ACTIONS", "Source Succeeded, Build Failed, Other Succeeded, Build Succeeded, Other Succeeded")]
    public async Task An_automatic_retry_runs_the_actions_of_its_mode(string mode, string actions)
    {
        _demo.Fail("Build", 1);
        var id = await _demo.CreateAsync(pipeline =>
        {
            OnFailure($$$"""{"result":"RETRY","retryConfiguration":{"retryMode":"{{{mode}}}"}}""")(pipeline);
            pipeline["stages"]![1]!["actions"]!.AsArray().Add((JsonNode)Build("Other"));
        });
        _demo.Wait(9);

        Assert.Equal(actions, string.Join(", ", await _demo.ActionsAsync(id)));
    }

    [Fact]
    public async Task The_state_shows_whether_the_last_retry_was_automatic()
    {
        _demo.Fail("Build", 2);
        var id = await _demo.CreateAsync(OnFailure("""{"result":"RETRY"}"""));
        _demo.Wait(9);
        Assert.Equal("AutomatedStageRetry", await LastRetryAsync());

        await _demo.RetryAsync("Build", id);
        Assert.Equal("ManualStageRetry", await LastRetryAsync());
    }

    [Fact]
    public async Task A_skipped_stage_is_shown_as_Skipped()
    {
        _demo.Fail("Build", 1);
        await _demo.CreateAsync(OnFailure("""{"result":"SKIP"}"""));
        _demo.Wait(9);

        Assert.Equal(("Succeeded", "Succeeded Skipped"), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
    }

    [Theory]
    [InlineData("RETRY")]
    [InlineData("SKIP")]
    [InlineData("ROLLBACK")]
    public async Task A_failure_condition_does_not_apply_while_the_execution_stops_and_a_retry_clears_the_summary(string result)
    {
        await _demo.CreateAsync(OnFailure($$"""{"result":"{{result}}"}"""));
        _demo.Wait(9);
        _demo.Fail("Build", 1);
        var id = await _demo.StartAsync();
        _demo.Wait(1);
        await _demo.StopAsync(id, "wrong commit");
        _demo.Wait(9);

        Assert.Equal(("Stopped Succeeded", "Succeeded Failed"), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
        Assert.Equal("wrong commit", PipelineDriver.Text(await _demo.ExecutionAsync(id), "statusSummary"));

        await _demo.RetryAsync("Build", id);
        Assert.Null(PipelineDriver.Text(await _demo.ExecutionAsync(id), "statusSummary"));
    }

    [Fact]
    public async Task An_abandonment_without_a_reason_keeps_the_reason_of_the_stop()
    {
        var id = await _demo.CreateAsync();
        await _demo.StopAsync(id, "wrong commit");
        await _demo.StopAsync(id, abandon: true);

        Assert.Equal("wrong commit", PipelineDriver.Text(await _demo.ExecutionAsync(id), "statusSummary"));
    }

    [Fact]
    public async Task A_rollback_runs_one_stage_with_the_revisions_of_its_target()
    {
        var target = await _demo.CreateAsync(pipeline => pipeline["stages"]!.AsArray().Add((JsonNode)Stage("Test", Build("Test"))));
        _demo.Wait(9);

        var id = PipelineDriver.Text((await _demo.RollBackAsync("Build", target)).Json, "pipelineExecutionId")!;
        _demo.Wait(9);

        Assert.Equal(["Build Succeeded"], await _demo.ActionsAsync(id));
        var revisions = (await _demo.ExecutionAsync(target))["artifactRevisions"]!.AsArray();
        Assert.NotEmpty(revisions);
        Assert.Equal(revisions.ToJsonString(), (await _demo.ExecutionAsync(id))["artifactRevisions"]!.ToJsonString());
    }

    [Fact]
    public async Task A_parallel_execution_is_rolled_back_too()
    {
        var id = await _demo.CreateAsync(pipeline => pipeline["executionMode"] = "PARALLEL");
        _demo.Wait(9);

        // Recorded from AWS.
        Assert.Equal(200, (await _demo.RollBackAsync("Build", id)).Status);
    }

    [Fact]
    public async Task An_automatic_rollback_does_not_return_to_an_older_definition()
    {
        await _demo.CreateAsync(OnFailure("""{"result":"ROLLBACK"}"""));
        _demo.Wait(9);
        await _demo.UpdateAsync(Change);
        _demo.Fail("Build", 1);
        await _demo.StartAsync();
        _demo.Wait(9);

        Assert.Equal("Failed Succeeded", await _demo.ExecutionStatusesAsync());
    }

    [Fact]
    public async Task An_execution_of_an_older_definition_stays_in_its_stage_until_it_is_stopped()
    {
        var id = await _demo.CreateAsync();
        await _demo.UpdateAsync(Change);
        _demo.Wait(9);
        Assert.Equal(("InProgress", "InProgress none"), (await _demo.ExecutionStatusesAsync(), await _demo.StageStatusesAsync()));
        Assert.Equal(["Source Succeeded"], await _demo.ActionsAsync(id));

        await _demo.StopAsync(id);
        _demo.Wait(1);
        Assert.Equal("Stopped", await _demo.ExecutionStatusesAsync());
    }

    [Fact]
    public async Task A_stage_ends_with_its_last_action_in_any_order()
    {
        _demo.Sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Slow", Duration = TimeSpan.FromMinutes(5) });
        var id = await _demo.CreateAsync(pipeline =>
        {
            pipeline["stages"]![1]!["actions"]!.AsArray().Add((JsonNode)Build("Slow"));
            pipeline["stages"]!.AsArray().Add((JsonNode)Stage("Test", Build("Test")));
        });
        _demo.Wait(30);

        var actions = (await _demo.ActionDetailsAsync(id)).ToDictionary(action => PipelineDriver.Text(action, "actionName")!, action => action!["startTime"]!.GetValue<double>());
        Assert.Equal(0, actions["Slow"] - actions["Build"], 1);
        Assert.Equal(5 * 60, actions["Test"] - actions["Slow"], 1);
    }

    [Theory]
    [InlineData(null, 7 * 24 * 60)]
    [InlineData(60, 60)]
    public async Task An_approval_without_an_answer_fails_exactly_at_its_timeout(int? timeout, int minutes)
    {
        await _demo.CreateAsync(pipeline =>
        {
            var approval = Approval("Ask");
            if (timeout is not null)
            {
                approval["timeoutInMinutes"] = timeout;
            }

            pipeline["stages"]!.AsArray().Add((JsonNode)Stage("Ask", approval));
        });
        _demo.Wait(2);
        Assert.Equal("Succeeded Succeeded InProgress", await _demo.StageStatusesAsync());

        _demo.Wait(minutes - 1);
        Assert.Equal("Succeeded Succeeded InProgress", await _demo.StageStatusesAsync());
        _demo.Wait(1);
        Assert.Equal("Succeeded Succeeded Failed", await _demo.StageStatusesAsync());
    }

    private static Action<JsonObject> OnFailure(string condition) => pipeline => pipeline["stages"]![1]!["onFailure"] = JsonNode.Parse(condition);

    // Not in the source stage, whose change would cancel the executions.
    private static void Change(JsonObject pipeline) => pipeline["stages"]![1]!["actions"]![0]!["namespace"] = "Changed";

    private async Task<string?> LastRetryAsync() => PipelineDriver.Text((await _demo.StagesAsync())[1]!["retryStageMetadata"], "latestRetryTrigger");
}
