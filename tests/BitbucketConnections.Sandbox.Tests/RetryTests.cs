using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>RetryStageExecution continues a first execution that failed because its connection was pending.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("FAILED_ACTIONS")]
    [InlineData("ALL_ACTIONS")]
    public async Task The_same_execution_continues_after_the_connection_is_available(string mode)
    {
        var (arn, id) = await FailedAsync();
        _sandbox.Sandbox.CompleteConnection(arn);

        var answer = await RetryAsync(id, mode: mode);

        Assert.Equal((200, id), (answer.Status, answer.Json["pipelineExecutionId"]?.GetValue<string>()));
        var runs = await RunsAsync();
        Assert.Equal((id, "Succeeded", "CreatePipeline"), (Text(runs.Single()!, "pipelineExecutionId"), Text(runs[0]!, "status"), Text(runs[0]!["trigger"]!, "triggerType")));
        var stages = (await CallAsync("GetPipelineState", new JsonObject { ["name"] = "demo" })).Json["stageStates"]!.AsArray();
        Assert.All(stages, stage => Assert.Equal((id, "Succeeded"), (Text(stage!["latestExecution"]!, "pipelineExecutionId"), Text(stage["latestExecution"]!, "status"))));
    }

    [Fact]
    public async Task An_execution_with_a_pending_connection_fails_again_and_can_be_retried_again()
    {
        var (arn, id) = await FailedAsync();

        Assert.Equal(200, (await RetryAsync(id)).Status);
        Assert.Equal("Failed", Text((await RunsAsync()).Single()!, "status"));
        _sandbox.Sandbox.CompleteConnection(arn);
        Assert.Equal(200, (await RetryAsync(id)).Status);
        Assert.Equal("Succeeded", Text((await RunsAsync()).Single()!, "status"));
    }

    [Theory]
    [InlineData("FAILED_ACTIONS", false)]
    [InlineData("ALL_ACTIONS", true)]
    public async Task Succeeded_actions_run_again_only_if_all_actions_are_requested(string mode, bool runsAgain)
    {
        var ready = await _sandbox.ConnectionAsync("ready");
        _sandbox.Sandbox.CompleteConnection(ready);
        var (arn, id) = await FailedAsync(pipeline => pipeline["stages"]![0]!["actions"]!.AsArray().Add((JsonNode)Source("Second", ready, "Other")));
        await _sandbox.CallAsync(TestSandbox.CodeStar, "DeleteConnection", new JsonObject { ["ConnectionArn"] = ready });
        _sandbox.Sandbox.CompleteConnection(arn);

        await RetryAsync(id, mode: mode);

        // Actions that ran again found no connection. Actions that were kept did not check it.
        Assert.Equal(runsAgain ? "Failed" : "Succeeded", Text((await RunsAsync()).Single()!, "status"));
    }

    [Fact]
    public async Task An_invalid_retry_fails_with_the_message_of_AWS()
    {
        var (arn, id) = await FailedAsync();

        var none = await RetryAsync(id, pipeline: "none");
        Assert.Equal(("PipelineNotFoundException", "The account with id '123456789012' does not include a pipeline with the name 'none'"), (none.ErrorType, none.ErrorMessage));
        var stage = await RetryAsync(id, stage: "Sauce");
        Assert.Equal(("StageNotFoundException", "Pipeline 'demo' does not have a stage with name 'Sauce'"), (stage.ErrorType, stage.ErrorMessage));
        AssertNotRetryable(await RetryAsync(id, stage: "Build"), "Build", id);
        const string unknown = "00000000-0000-0000-0000-000000000000";
        AssertNotRetryable(await RetryAsync(unknown), "Source", unknown);
        var mode = await RetryAsync(id, mode: "SOME");
        Assert.Equal(
            ("ValidationException", "1 validation error detected: Value at 'retryMode' failed to satisfy constraint: Member must satisfy enum value set: [FAILED_ACTIONS, ALL_ACTIONS]"),
            (mode.ErrorType, mode.ErrorMessage));

        _sandbox.Sandbox.CompleteConnection(arn);
        await RetryAsync(id);
        AssertNotRetryable(await RetryAsync(id), "Source", id);
    }

    [Fact]
    public async Task An_execution_of_an_older_definition_is_not_retried()
    {
        var (arn, id) = await FailedAsync();
        await CallAsync("UpdatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info, connectionArn: arn) });

        AssertNotRetryable(await RetryAsync(id), "Source", id);
    }

    [Fact]
    public async Task An_execution_that_a_later_one_has_passed_is_not_retried()
    {
        var (_, id) = await FailedAsync();
        await CallAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" });

        var answer = await RetryAsync(id);

        Assert.Equal(
            (400, "NotLatestPipelineExecutionException", $"The stage 'Source' has run in a later execution of the pipeline 'demo'. The execution '{id}' is out of date"),
            (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task Parallel_executions_can_be_retried_after_later_ones()
    {
        var (arn, id) = await FailedAsync(pipeline => pipeline["executionMode"] = "PARALLEL");
        await CallAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" });
        _sandbox.Sandbox.CompleteConnection(arn);

        Assert.Equal(200, (await RetryAsync(id)).Status);
        Assert.Equal(["Failed", "Succeeded"], (await RunsAsync()).Select(run => Text(run!, "status")));
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static void AssertNotRetryable(Answer answer, string stage, string id) => Assert.Equal(
        (400, "StageNotRetryableException", $"The stage named {stage} in the demo pipeline can't be retried now. Either it contains no failed actions, the execution '{id}' is already superseded, or the pipeline definition has changed since the action(s) failed."),
        (answer.Status, answer.ErrorType, answer.ErrorMessage));

    private async Task<(string ConnectionArn, string ExecutionId)> FailedAsync(Action<JsonObject>? change = null)
    {
        var arn = await _sandbox.ConnectionAsync();
        var pipeline = Valid(_sandbox.Info, connectionArn: arn);
        change?.Invoke(pipeline);
        await CallAsync("CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
        var run = (await RunsAsync()).Single()!;
        Assert.Equal("Failed", Text(run, "status"));
        return (arn, Text(run, "pipelineExecutionId"));
    }

    private async Task<JsonArray> RunsAsync() =>
        (await CallAsync("ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" })).Json["pipelineExecutionSummaries"]!.AsArray();

    private Task<Answer> RetryAsync(string id, string pipeline = "demo", string stage = "Source", string mode = "FAILED_ACTIONS") => _sandbox.CallAsync(
        TestSandbox.CodePipeline,
        "RetryStageExecution",
        new JsonObject { ["pipelineName"] = pipeline, ["stageName"] = stage, ["pipelineExecutionId"] = id, ["retryMode"] = mode });

    private async Task<Answer> CallAsync(string operation, JsonObject input)
    {
        var answer = await _sandbox.CallAsync(TestSandbox.CodePipeline, operation, input);
        Assert.Equal((200, string.Empty), (answer.Status, answer.Status == 200 ? string.Empty : answer.Body));
        return answer;
    }
}
