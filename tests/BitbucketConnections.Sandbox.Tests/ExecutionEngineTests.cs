using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The progress of executions over time: order, modes, transitions, approvals, stops, retries and rollbacks.</summary>
public sealed class ExecutionEngineTests : IDisposable
{
    private static readonly TimeSpan s_action = TimeSpan.FromSeconds(60);

    private readonly TestSandbox _sandbox = new(new SandboxOptions { ActionDuration = s_action });

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Stages_run_one_after_another_as_their_actions_end()
    {
        await CreateAsync();

        Assert.Equal(["InProgress", null], await StageStatusesAsync());
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Succeeded", "InProgress"], await StageStatusesAsync());
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Succeeded", "Succeeded"], await StageStatusesAsync());
        Assert.Equal(["Succeeded"], await RunStatusesAsync());
    }

    [Fact]
    public async Task A_late_call_returns_the_times_when_events_occurred()
    {
        await CreateAsync();
        _sandbox.PutClockForward(TimeSpan.FromHours(1));

        var run = (await RunsAsync())[0]!;
        var length = run["lastUpdateTime"]!.GetValue<double>() - run["startTime"]!.GetValue<double>();
        Assert.Equal("Succeeded", Text(run, "status"));
        Assert.InRange(length, 119.9, 120.1);
    }

    [Fact]
    public async Task Actions_with_the_same_run_order_run_together_before_the_next_run_order()
    {
        var later = Build("Later");
        later["runOrder"] = 2;
        await CreateAsync(pipeline => pipeline["stages"]![1]!["actions"]!.AsArray().Add((JsonNode)later));
        _sandbox.PutClockForward(s_action);

        var actions = (await StatesAsync())[1]!["actionStates"]!.AsArray();
        Assert.Equal(["InProgress", null], actions.Select(a => Text(a!["latestExecution"], "status")));
        _sandbox.PutClockForward(s_action);
        actions = (await StatesAsync())[1]!["actionStates"]!.AsArray();
        Assert.Equal(["Succeeded", "InProgress"], actions.Select(a => Text(a!["latestExecution"], "status")));
    }

    [Fact]
    public async Task An_outcome_makes_an_action_fail_the_specified_number_of_times()
    {
        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome
        {
            PipelineName = "demo", StageName = "Build", ActionName = "Build", IsFailure = true, ErrorCode = "JobFailed", Message = "Tests are red", Duration = TimeSpan.FromSeconds(5), Count = 1,
        });
        var id = await CreateAsync();
        _sandbox.PutClockForward(s_action + TimeSpan.FromSeconds(5));

        Assert.Equal(["Failed"], await RunStatusesAsync());
        var error = (await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"]!["errorDetails"]!;
        Assert.Equal(("JobFailed", "Tests are red"), (Text(error, "code"), Text(error, "message")));
        await CallAsync("RetryStageExecution", Stage("Build", id, ("retryMode", "FAILED_ACTIONS")));
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Succeeded"], await RunStatusesAsync());
        Assert.Equal(["Succeeded", "Failed", "Succeeded"], (await ActionsAsync(id)).Select(a => Text(a, "status")));
        Assert.Equal(["Succeeded", "Succeeded"], (await ActionsAsync(id, latest: true)).Select(a => Text(a, "status")));
        Assert.Equal(1, (await StatesAsync())[1]!["retryStageMetadata"]!["manualStageRetryAttempt"]!.GetValue<int>());
    }

    [Fact]
    public async Task Invalid_outcomes_are_rejected_and_clearing_removes_the_others()
    {
        foreach (var outcome in new SandboxActionOutcome[]
        {
            new() { Duration = TimeSpan.FromTicks(-1) }, new() { Duration = TimeSpan.FromDays(7) + TimeSpan.FromTicks(1) }, new() { Count = 0 }, new() { Message = "but no failure" },
        })
        {
            Assert.Equal(ServiceErrorKind.Sandbox, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.SetActionOutcome(outcome)).Kind);
        }

        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { IsFailure = true, Duration = TimeSpan.Zero });
        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { IsFailure = true, Duration = TimeSpan.FromDays(7), Count = 1 });
        _sandbox.Sandbox.ClearFaults();
        await CreateAsync();
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Succeeded", "InProgress"], await StageStatusesAsync());
    }

    [Fact]
    public async Task A_newer_execution_replaces_one_that_waits()
    {
        await CreateAsync();
        var second = await StartAsync();
        var third = await StartAsync();

        Assert.Equal(["InProgress", "Superseded", "InProgress"], await RunStatusesAsync());
        var inbound = (await StatesAsync())[0]!["inboundExecutions"]!.AsArray();
        Assert.Equal([third], inbound.Select(run => Text(run, "pipelineExecutionId")));
        Assert.NotEqual(second, third);
        _sandbox.PutClockForward(s_action);
        Assert.Equal(third, Text((await StatesAsync())[0]!["latestExecution"], "pipelineExecutionId"));
    }

    [Fact]
    public async Task Queued_executions_wait_in_order()
    {
        var first = await CreateAsync(pipeline => pipeline["executionMode"] = "QUEUED");
        var second = await StartAsync();
        var third = await StartAsync();

        Assert.Equal([second, third], (await StatesAsync())[0]!["inboundExecutions"]!.AsArray().Select(run => Text(run, "pipelineExecutionId")));
        _sandbox.PutClockForward(s_action);
        Assert.Equal([second, first], (await StatesAsync()).Select(stage => Text(stage!["latestExecution"], "pipelineExecutionId")));
        _sandbox.PutClockForward(s_action * 3);
        Assert.Equal(["Succeeded", "Succeeded", "Succeeded"], await RunStatusesAsync());
    }

    [Fact]
    public async Task Parallel_executions_do_not_wait_and_are_limited_to_50()
    {
        await CreateAsync(pipeline => pipeline["executionMode"] = "PARALLEL");
        for (var i = 0; i < 49; i++)
        {
            await StartAsync();
        }

        Assert.Equal("ConcurrentPipelineExecutionsLimitExceededException", (await CallAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" })).ErrorType);
        _sandbox.PutClockForward(s_action * 2);
        Assert.All(await RunStatusesAsync(), status => Assert.Equal("Succeeded", status));
        Assert.Equal(200, (await CallAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" })).Status);
    }

    [Theory]
    [InlineData("Build", "Inbound")]
    [InlineData("Source", "Outbound")]
    public async Task A_disabled_transition_stops_executions_until_it_is_enabled(string stage, string type)
    {
        await CreateAsync();
        var transition = new JsonObject { ["pipelineName"] = "demo", ["stageName"] = stage, ["transitionType"] = type };
        var closing = transition.DeepClone().AsObject();
        closing["reason"] = "Release freeze";
        Assert.Equal(200, (await CallAsync("DisableStageTransition", closing)).Status);
        _sandbox.PutClockForward(s_action * 5);

        var state = (await StatesAsync())[1]!;
        Assert.Equal((false, "Release freeze"), (state["inboundTransitionState"]!["enabled"]!.GetValue<bool>(), Text(state["inboundTransitionState"], "disabledReason")));
        Assert.Equal("arn:aws:iam::123456789012:user/sandbox", Text(state["inboundTransitionState"], "lastChangedBy"));
        Assert.Single(state["inboundExecutions"]!.AsArray());
        Assert.Equal(200, (await CallAsync("EnableStageTransition", transition)).Status);
        Assert.Equal(["Succeeded", "InProgress"], await StageStatusesAsync());
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Succeeded"], await RunStatusesAsync());
    }

    [Theory]
    [InlineData("none", "Build", "Inbound", "x", "PipelineNotFoundException")]
    [InlineData("demo", "None", "Inbound", "x", "StageNotFoundException")]
    [InlineData("demo", "Build", "Sideways", "x", "ValidationException")]
    [InlineData("demo", "Build", "Inbound", "semicolons; too", "ValidationException")]
    public async Task A_missing_transition_or_an_invalid_reason_is_rejected(string pipeline, string stage, string type, string reason, string code)
    {
        await CreateAsync();

        var answer = await CallAsync("DisableStageTransition", new JsonObject { ["pipelineName"] = pipeline, ["stageName"] = stage, ["transitionType"] = type, ["reason"] = reason });

        Assert.Equal(code, answer.ErrorType);
    }

    [Theory]
    [InlineData("Approved", "Succeeded")]
    [InlineData("Rejected", "Failed")]
    public async Task An_approval_can_be_answered_only_once(string answer, string status)
    {
        await CreateAsync(WithApproval);
        _sandbox.PutClockForward(s_action);
        var token = Text((await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"], "token")!;

        Assert.Equal("InvalidApprovalTokenException", (await AnswerAsync("00000000-0000-0000-0000-000000000000", answer)).ErrorType);
        Assert.NotNull((await AnswerAsync(token, answer)).Json["approvedAt"]);
        Assert.Equal("ApprovalAlreadyCompletedException", (await AnswerAsync(token, answer)).ErrorType);
        var latest = (await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"]!;
        Assert.Equal((status, "seen", "arn:aws:iam::123456789012:user/sandbox"), (Text(latest, "status"), Text(latest, "summary"), Text(latest, "lastUpdatedBy")));
        Assert.Null(latest["token"]);
        _sandbox.PutClockForward(s_action);
        Assert.Equal([status], await RunStatusesAsync());
    }

    [Theory]
    [InlineData("None", "Ask", "StageNotFoundException")]
    [InlineData("Approve", "None", "ActionNotFoundException")]
    public async Task A_missing_approval_is_rejected(string stage, string action, string code)
    {
        await CreateAsync(WithApproval);

        Assert.Equal(code, (await AnswerAsync("00000000-0000-0000-0000-000000000000", "Approved", stage, action)).ErrorType);
    }

    [Fact]
    public async Task An_approval_without_an_answer_fails_after_its_timeout()
    {
        await CreateAsync(pipeline =>
        {
            WithApproval(pipeline);
            pipeline["stages"]![1]!["actions"]![0]!["timeoutInMinutes"] = 5;
        });
        _sandbox.PutClockForward(s_action + TimeSpan.FromMinutes(4));
        Assert.Equal(["InProgress"], await RunStatusesAsync());
        _sandbox.PutClockForward(TimeSpan.FromMinutes(1));
        Assert.Equal(["Failed"], await RunStatusesAsync());
    }

    [Fact]
    public async Task In_parallel_mode_only_ListActionExecutions_has_the_token()
    {
        var id = await CreateAsync(pipeline =>
        {
            WithApproval(pipeline);
            pipeline["executionMode"] = "PARALLEL";
        });
        _sandbox.PutClockForward(s_action);

        Assert.Empty(await StatesAsync());
        Assert.Equal(200, (await AnswerAsync(Text((await ActionsAsync(id))[0], "actionExecutionId")!, "Approved")).Status);
    }

    [Fact]
    public async Task A_change_of_the_source_stage_cancels_the_executions_of_the_old_definition()
    {
        var waiting = await CreateAsync(WithApproval);
        _sandbox.PutClockForward(s_action);
        var token = Text((await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"], "token")!;
        var inbound = await StartAsync();
        _sandbox.PutClockForward(s_action);
        await ChangeAsync(pipeline => pipeline["stages"]![0]!["actions"]![0]!["configuration"]!["BranchName"] = "develop");

        var runs = await RunsAsync();
        Assert.Equal([inbound, waiting], runs.Select(run => Text(run, "pipelineExecutionId")));
        Assert.All(runs, run => Assert.Equal(("Cancelled", "Pipeline definition was updated"), (Text(run, "status"), Text(run, "statusSummary"))));
        AssertOutOfDate(await AnswerAsync(token, "Approved"));
        await StartAsync();
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["InProgress", "Cancelled", "Cancelled"], await RunStatusesAsync());
    }

    [Fact]
    public async Task A_change_of_another_stage_does_not_move_executions_and_ends_their_approvals()
    {
        var id = await CreateAsync(WithApproval);
        _sandbox.PutClockForward(s_action);
        var approval = (await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"]!;
        await ChangeAsync(pipeline => pipeline["stages"]!.AsArray().Add((JsonNode)PipelineJson.Stage("Last", Approval("More"))));

        var latest = (await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"]!.AsObject();
        Assert.Equal(["actionExecutionId", "status", "summary"], latest.Select(member => member.Key));
        Assert.Equal(
            (Text(approval, "actionExecutionId"), "Failed", "The approval action has been canceled."),
            (Text(latest, "actionExecutionId"), Text(latest, "status"), Text(latest, "summary")));
        Assert.Equal(["InProgress"], await RunStatusesAsync());
        Assert.Equal("InProgress", Text((await ActionsAsync(id))[0], "status"));
        AssertOutOfDate(await AnswerAsync(Text(approval, "token")!, "Approved"));
        await StartAsync();
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["InProgress", "InProgress"], await RunStatusesAsync());
        Assert.Equal(["Succeeded", "InProgress", null, null], await StageStatusesAsync());
        Assert.NotEqual(id, Text((await StatesAsync())[1]!["latestExecution"], "pipelineExecutionId"));
    }

    [Fact]
    public async Task A_stop_waits_for_the_actions_in_progress()
    {
        var id = await CreateAsync();
        Assert.Equal(200, (await StopAsync(id)).Status);

        Assert.Equal(["Stopping"], await RunStatusesAsync());
        Assert.Null(Text((await RunsAsync())[0], "statusSummary"));
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Stopped"], await RunStatusesAsync());
        Assert.Equal(["Stopped", null], await StageStatusesAsync());
    }

    [Fact]
    public async Task The_reason_of_a_stop_becomes_the_summary_of_the_stopped_execution()
    {
        var id = await CreateAsync();
        await StopAsync(id);
        _sandbox.PutClockForward(s_action);

        var listed = (await RunsAsync())[0];
        Assert.Equal(("wrong commit", "wrong commit"), (Text(listed!["stopTrigger"], "reason"), Text(listed, "statusSummary")));
        Assert.Equal("wrong commit", Text(await RunAsync(id), "statusSummary"));
    }

    [Fact]
    public async Task An_execution_stopped_without_a_reason_has_no_summary_and_no_stop_trigger()
    {
        var id = await CreateAsync();
        await StopAsync(id, abandon: true, reason: null);

        var listed = (await RunsAsync())[0]!.AsObject();
        Assert.Equal("Stopped", Text(listed, "status"));
        Assert.False(listed.ContainsKey("stopTrigger"));
        Assert.False(listed.ContainsKey("statusSummary"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopping_an_ended_execution_fails_with_the_message_of_AWS(bool abandon)
    {
        var id = await CreateAsync();
        await StopAsync(id, abandon: true);

        var again = await StopAsync(id, abandon);
        Assert.Equal("PipelineExecutionNotStoppableException", again.ErrorType);
        Assert.Equal(
            $"The pipeline execution with ID '{id}' in 'demo' can't be stopped now. Either it does not exist in the pipeline, or the pipeline execution has no action executions in progress.",
            again.ErrorMessage);
    }

    [Fact]
    public async Task A_second_stop_and_wait_fails_with_the_message_of_AWS()
    {
        var id = await CreateAsync();
        await StopAsync(id);

        var again = await StopAsync(id);
        Assert.Equal("DuplicatedStopRequestException", again.ErrorType);
        Assert.Equal(
            $"The execution with ID {id} in demo is already in a stopping state. If you already chose to stop and wait, you cannot make that request again. You can choose to stop and abandon now, but be aware that this option can lead to failed actions. If you already chose to stop and abandon, you cannot make that request again.",
            again.ErrorMessage);
    }

    [Fact]
    public async Task An_abandoned_execution_stops_at_once_even_after_a_stop_and_wait()
    {
        var id = await CreateAsync();
        await StopAsync(id);
        Assert.Equal(200, (await StopAsync(id, abandon: true)).Status);

        Assert.Equal(["Stopped"], await RunStatusesAsync());
        Assert.Equal(["Stopped", null], await StageStatusesAsync());
        var action = Assert.Single(await ActionsAsync(id))!;
        Assert.Equal("Abandoned", Text(action, "status"));
        Assert.Null(action["output"]!["executionResult"]);
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Abandoned"], (await ActionsAsync(id)).Select(a => Text(a, "status")));
        Assert.Equal(["Stopped", null], await StageStatusesAsync());
    }

    [Theory]
    [InlineData("SUPERSEDED", 1)]
    [InlineData("SUPERSEDED", 2)]
    [InlineData("QUEUED", 1)]
    [InlineData("QUEUED", 2)]
    [InlineData("PARALLEL", 1)]
    [InlineData("PARALLEL", 2)]
    public async Task An_abandoned_execution_that_waits_for_an_approval_stops_and_starts_nothing_more(string mode, int place)
    {
        var id = await CreateAsync(pipeline =>
        {
            pipeline["executionMode"] = mode;
            var later = Approval("Later");
            later["runOrder"] = 2;
            pipeline["stages"]!.AsArray().Insert(place, PipelineJson.Stage("Approve", Approval("Ask"), later));
        });
        _sandbox.PutClockForward(s_action * place);
        await StopAsync(id, abandon: true);

        Assert.Equal(["Stopped"], await RunStatusesAsync());
        Assert.Equal("Stopped", Text(await RunAsync(id), "status"));
        if (mode != "PARALLEL")
        {
            var stage = (await StatesAsync())[place]!;
            Assert.Equal("Stopped", Text(stage["latestExecution"], "status"));
            var states = stage["actionStates"]!.AsArray();
            var latest = states[0]!["latestExecution"]!.AsObject();
            Assert.Equal(["actionExecutionId", "status", "summary"], latest.Select(member => member.Key).Order(StringComparer.Ordinal));
            Assert.Equal(("Abandoned", "The approval action has been canceled."), (Text(latest, "status"), Text(latest, "summary")));
            Assert.Null(states[1]!["latestExecution"]);
        }

        _sandbox.PutClockForward(TimeSpan.FromDays(8));
        Assert.Equal(["Stopped"], await RunStatusesAsync());
        var newest = (await ActionsAsync(id))[0]!.AsObject();
        Assert.Equal(("Ask", "Abandoned"), (Text(newest, "actionName"), Text(newest, "status")));
        Assert.False(newest.ContainsKey("updatedBy"));
        Assert.Equal(place + 1, (await ActionsAsync(id)).Count);
    }

    [Fact]
    public async Task All_parallel_actions_of_an_abandoned_stage_end_and_completed_ones_keep_their_outcome()
    {
        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Quick", Duration = TimeSpan.FromSeconds(5) });
        var id = await CreateAsync(pipeline => pipeline["stages"]![1]!["actions"] = new JsonArray(Build("Quick"), Build("Slow"), Approval("Ask")));
        _sandbox.PutClockForward(s_action + TimeSpan.FromSeconds(10));
        await StopAsync(id, abandon: true);
        _sandbox.PutClockForward(s_action);

        Assert.Equal(["Stopped"], await RunStatusesAsync());
        var states = (await StatesAsync())[1]!["actionStates"]!.AsArray().Select(action => action!["latestExecution"]!).ToList();
        Assert.Equal(["Succeeded", "Abandoned", "Abandoned"], states.Select(latest => Text(latest, "status")));
        Assert.Equal([null, null, "The approval action has been canceled."], states.Select(latest => Text(latest, "summary")));
        Assert.NotNull(states[1]["lastStatusChange"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_queued_execution_continues_after_the_previous_one_was_stopped(bool abandon)
    {
        var first = await CreateAsync(pipeline =>
        {
            WithApproval(pipeline);
            pipeline["executionMode"] = "QUEUED";
        });
        _sandbox.PutClockForward(s_action);
        var second = await StartAsync();
        _sandbox.PutClockForward(s_action);
        Assert.Equal([second], (await StatesAsync())[1]!["inboundExecutions"]!.AsArray().Select(run => Text(run, "pipelineExecutionId")));
        var token = Text((await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"], "token")!;
        await StopAsync(first, abandon);
        if (!abandon)
        {
            await AnswerAsync(token, "Approved");
        }

        var stage = (await StatesAsync())[1]!;
        Assert.Equal((second, "InProgress"), (Text(stage["latestExecution"], "pipelineExecutionId"), Text(stage["latestExecution"], "status")));
        Assert.Equal(["InProgress", "Stopped"], await RunStatusesAsync());
    }

    [Theory]
    [InlineData("Approved", "Succeeded", "Stopped")]
    [InlineData("Rejected", "Failed", "Failed")]
    public async Task An_approval_can_still_be_answered_while_its_execution_stops(string answer, string action, string stage)
    {
        var id = await CreateAsync(WithApproval);
        _sandbox.PutClockForward(s_action);
        var token = Text((await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"], "token")!;
        await StopAsync(id);

        var waiting = (await StatesAsync())[1]!;
        Assert.Equal(("Stopping", token), (Text(waiting["latestExecution"], "status"), Text(waiting["actionStates"]![0]!["latestExecution"], "token")));
        Assert.NotNull((await AnswerAsync(token, answer)).Json["approvedAt"]);
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Stopped"], await RunStatusesAsync());
        Assert.Equal(["Succeeded", stage, null], await StageStatusesAsync());
        Assert.Equal(action, Text((await ActionsAsync(id))[0], "status"));
    }

    [Fact]
    public async Task Answering_an_abandoned_approval_fails_with_the_message_of_AWS()
    {
        var id = await CreateAsync(WithApproval);
        _sandbox.PutClockForward(s_action);
        var token = Text((await StatesAsync())[1]!["actionStates"]![0]!["latestExecution"], "token")!;
        await StopAsync(id, abandon: true);

        var answer = await AnswerAsync(token, "Approved");
        Assert.Equal("InvalidApprovalTokenException", answer.ErrorType);
        Assert.Equal("The pipeline demo has been updated, and the approval request you responded to is now out of date.", answer.ErrorMessage);
        Assert.Equal(["Stopped"], await RunStatusesAsync());
    }

    [Fact]
    public async Task An_execution_that_waits_for_a_stage_stops_there()
    {
        var id = await CreateAsync();
        var closed = new JsonObject { ["pipelineName"] = "demo", ["stageName"] = "Build", ["transitionType"] = "Inbound", ["reason"] = "Freeze" };
        Assert.Equal(200, (await CallAsync("DisableStageTransition", closed)).Status);
        _sandbox.PutClockForward(s_action);
        await StopAsync(id);
        await CallAsync("EnableStageTransition", new JsonObject { ["pipelineName"] = "demo", ["stageName"] = "Build", ["transitionType"] = "Inbound" });
        _sandbox.PutClockForward(s_action);

        Assert.Equal(["Stopped"], await RunStatusesAsync());
        Assert.Equal("wrong commit", Text(await RunAsync(id), "statusSummary"));
        Assert.Equal(["Succeeded", null], await StageStatusesAsync());
    }

    [Fact]
    public async Task A_new_execution_starts_after_a_stopped_one()
    {
        var id = await CreateAsync(WithApproval);
        _sandbox.PutClockForward(s_action);
        await StopAsync(id, abandon: true);
        var next = await StartAsync();
        _sandbox.PutClockForward(s_action);

        Assert.Equal(["InProgress", "Stopped"], await RunStatusesAsync());
        Assert.Equal([next, next, null], (await StatesAsync()).Select(stage => Text(stage!["latestExecution"], "pipelineExecutionId")));
    }

    [Fact]
    public async Task A_stage_is_rolled_back_by_a_separate_execution()
    {
        var first = await CreateAsync();
        _sandbox.PutClockForward(s_action * 2);
        Assert.Equal(["Succeeded"], await RunStatusesAsync());

        var id = Text((await CallAsync("RollbackStage", RollbackOf(first))).Json, "pipelineExecutionId")!;
        var run = (await CallAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id })).Json["pipelineExecution"]!;
        Assert.Equal(("ROLLBACK", "ManualRollback", first), (Text(run, "executionType"), Text(run["trigger"], "triggerType"), Text(run["rollbackMetadata"], "rollbackTargetPipelineExecutionId")));
        Assert.Equal([first, id], (await StatesAsync()).Select(stage => Text(stage!["latestExecution"], "pipelineExecutionId")));
        _sandbox.PutClockForward(s_action);
        Assert.Equal(["Succeeded", "Succeeded"], await RunStatusesAsync());
        Assert.Equal("UnableToRollbackStageException", (await CallAsync("RollbackStage", RollbackOf(id))).ErrorType);
        Assert.Equal("PipelineExecutionNotFoundException", (await CallAsync("RollbackStage", RollbackOf("00000000-0000-0000-0000-000000000000"))).ErrorType);
    }

    [Fact]
    public async Task A_stage_is_not_rolled_back_to_an_execution_of_an_older_definition()
    {
        var first = await CreateAsync();
        _sandbox.PutClockForward(s_action * 2);
        var pipeline = (await CallAsync("GetPipeline", new JsonObject { ["name"] = "demo" })).Json["pipeline"]!.DeepClone();
        await CallAsync("UpdatePipeline", new JsonObject { ["pipeline"] = pipeline });

        Assert.Equal("PipelineExecutionOutdatedException", (await CallAsync("RollbackStage", RollbackOf(first))).ErrorType);
    }

    [Theory]
    [InlineData("RETRY", "Succeeded", 1)]
    [InlineData("SKIP", "Succeeded", 1)]
    [InlineData("FAIL", "Failed", 1)]
    public async Task A_failed_stage_applies_its_failure_condition(string result, string status, int runs)
    {
        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { StageName = "Build", IsFailure = true, Count = 1 });
        await CreateAsync(pipeline => pipeline["stages"]![1]!["onFailure"] = new JsonObject { ["result"] = result });
        _sandbox.PutClockForward(s_action * 3);

        Assert.Equal(Enumerable.Repeat(status, runs), await RunStatusesAsync());
    }

    [Fact]
    public async Task A_failed_stage_is_rolled_back_automatically_by_its_failure_condition()
    {
        var first = await CreateAsync(pipeline => pipeline["stages"]![1]!["onFailure"] = new JsonObject { ["result"] = "ROLLBACK" });
        _sandbox.PutClockForward(s_action * 2);
        Assert.Equal(["Succeeded"], await RunStatusesAsync());
        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { StageName = "Build", IsFailure = true, Count = 1 });
        var second = await StartAsync();
        _sandbox.PutClockForward(s_action * 3);

        var runs = await RunsAsync();
        Assert.Equal(["Succeeded", "Failed", "Succeeded"], runs.Select(run => Text(run, "status")));
        Assert.Equal(("AutomatedRollback", second), (Text(runs[0]!["trigger"], "triggerType"), Text(runs[0]!["trigger"], "triggerDetail")));
        Assert.Equal(first, Text(runs[0]!["rollbackMetadata"], "rollbackTargetPipelineExecutionId"));
    }

    [Fact]
    public async Task Actions_are_listed_newest_first_by_page_with_their_output()
    {
        var id = await CreateAsync();
        _sandbox.PutClockForward(s_action * 2);
        var input = new JsonObject { ["pipelineName"] = "demo", ["maxResults"] = 1, ["filter"] = new JsonObject { ["pipelineExecutionId"] = id } };
        var first = (await CallAsync("ListActionExecutions", input.DeepClone().AsObject())).Json;
        input["nextToken"] = first["nextToken"]!.DeepClone();
        var second = (await CallAsync("ListActionExecutions", input)).Json;

        Assert.Equal("Build", Text(first["actionExecutionDetails"]![0], "actionName"));
        var source = second["actionExecutionDetails"]![0]!;
        Assert.Equal(("Source", "CodeStarSourceConnection"), (Text(source, "actionName"), Text(source["input"]!["actionTypeId"], "provider")));
        Assert.Equal(["AuthorDate", "BranchName", "CommitId", "CommitMessage", "ConnectionArn", "FullRepositoryName"], source["output"]!["outputVariables"]!.AsObject().Select(v => v.Key));
        Assert.Null(second["nextToken"]);
        Assert.Equal(
            "PipelineExecutionNotFoundException",
            (await CallAsync("ListActionExecutions", new JsonObject { ["pipelineName"] = "demo", ["filter"] = new JsonObject { ["pipelineExecutionId"] = "00000000-0000-0000-0000-000000000000" } })).ErrorType);
    }

    private static void WithApproval(JsonObject pipeline) => pipeline["stages"]!.AsArray().Insert(1, PipelineJson.Stage("Approve", Approval("Ask")));

    private static JsonObject RollbackOf(string target) => new() { ["pipelineName"] = "demo", ["stageName"] = "Build", ["targetPipelineExecutionId"] = target };

    private static string? Text(JsonNode? node, string member) => node?[member]?.GetValue<string>();

    private static JsonObject Stage(string stage, string id, (string Name, string Value) more) =>
        new() { ["pipelineName"] = "demo", ["stageName"] = stage, ["pipelineExecutionId"] = id, [more.Name] = more.Value };

    private async Task<string> CreateAsync(Action<JsonObject>? change = null)
    {
        var arn = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.CompleteConnection(arn);
        var pipeline = Valid(_sandbox.Info, connectionArn: arn);
        change?.Invoke(pipeline);
        var answer = await CallAsync("CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
        Assert.Equal(200, answer.Status);
        return Text((await RunsAsync())[0], "pipelineExecutionId")!;
    }

    private async Task ChangeAsync(Action<JsonObject> change)
    {
        var pipeline = (await CallAsync("GetPipeline", new JsonObject { ["name"] = "demo" })).Json["pipeline"]!.DeepClone().AsObject();
        change(pipeline);
        Assert.Equal(200, (await CallAsync("UpdatePipeline", new JsonObject { ["pipeline"] = pipeline })).Status);
    }

    private static void AssertOutOfDate(Answer answer) => Assert.Equal(
        (400, "InvalidApprovalTokenException", "The pipeline demo has been updated, and the approval request you responded to is now out of date."),
        (answer.Status, answer.ErrorType, answer.ErrorMessage));

    private async Task<string> StartAsync() => Text((await CallAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" })).Json, "pipelineExecutionId")!;

    private Task<Answer> StopAsync(string id, bool abandon = false, string? reason = "wrong commit")
    {
        var input = new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id, ["abandon"] = abandon };
        if (reason is not null)
        {
            input["reason"] = reason;
        }

        return CallAsync("StopPipelineExecution", input);
    }

    private async Task<JsonNode> RunAsync(string id) =>
        (await CallAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id })).Json["pipelineExecution"]!;

    private Task<Answer> AnswerAsync(string token, string answer, string stage = "Approve", string action = "Ask") => CallAsync(
        "PutApprovalResult",
        new JsonObject
        {
            ["pipelineName"] = "demo", ["stageName"] = stage, ["actionName"] = action, ["token"] = token,
            ["result"] = new JsonObject { ["status"] = answer, ["summary"] = "seen" },
        });

    private async Task<JsonArray> RunsAsync() =>
        (await CallAsync("ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" })).Json["pipelineExecutionSummaries"]!.AsArray();

    private async Task<List<string?>> RunStatusesAsync() => [.. (await RunsAsync()).Select(run => Text(run, "status"))];

    private async Task<JsonArray> StatesAsync() => (await CallAsync("GetPipelineState", new JsonObject { ["name"] = "demo" })).Json["stageStates"]!.AsArray();

    private async Task<List<string?>> StageStatusesAsync() => [.. (await StatesAsync()).Select(stage => Text(stage!["latestExecution"], "status"))];

    private async Task<JsonArray> ActionsAsync(string id, bool latest = false)
    {
        JsonObject filter = latest
            ? new() { ["latestInPipelineExecution"] = new JsonObject { ["pipelineExecutionId"] = id, ["startTimeRange"] = "Latest" } }
            : new() { ["pipelineExecutionId"] = id };
        return (await CallAsync("ListActionExecutions", new JsonObject { ["pipelineName"] = "demo", ["filter"] = filter })).Json["actionExecutionDetails"]!.AsArray();
    }

    private Task<Answer> CallAsync(string operation, JsonObject input) => _sandbox.CallAsync(TestSandbox.CodePipeline, operation, input);
}
