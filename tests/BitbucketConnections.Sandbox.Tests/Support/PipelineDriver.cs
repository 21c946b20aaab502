using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>The pipeline <c>demo</c> on its own sandbox, whose actions take a minute.</summary>
internal sealed class PipelineDriver(DateTimeOffset? stoppedAt = null) : IDisposable
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public TestSandbox Sandbox { get; } = new(new SandboxOptions { ActionDuration = Minute }) { StoppedAt = stoppedAt };

    public void Dispose() => Sandbox.Dispose();

    public static string? Text(JsonNode? node, string member) => node?[member]?.GetValue<string>();

    /// <summary>Creates the pipeline and returns the id of its first execution.</summary>
    public async Task<string> CreateAsync(Action<JsonObject>? change = null)
    {
        var arn = await Sandbox.ConnectionAsync();
        Sandbox.Sandbox.CompleteConnection(arn);
        var pipeline = PipelineJson.Valid(Sandbox.Info, connectionArn: arn);
        change?.Invoke(pipeline);
        await DoAsync("CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
        return Text((await ExecutionsAsync())[0], "pipelineExecutionId")!;
    }

    public async Task UpdateAsync(Action<JsonObject> change)
    {
        var pipeline = (await CallAsync("GetPipeline", new JsonObject { ["name"] = "demo" })).Json["pipeline"]!.DeepClone().AsObject();
        change(pipeline);
        await DoAsync("UpdatePipeline", new JsonObject { ["pipeline"] = pipeline });
    }

    public async Task<string> StartAsync(params (string Name, string Value)[] variables)
    {
        var input = new JsonObject { ["name"] = "demo" };
        if (variables.Length > 0)
        {
            input["variables"] = new JsonArray([.. variables.Select(variable => new JsonObject { ["name"] = variable.Name, ["value"] = variable.Value })]);
        }

        return Text((await DoAsync("StartPipelineExecution", input)).Json, "pipelineExecutionId")!;
    }

    public Task<Answer> StopAsync(string id, string? reason = null, bool abandon = false)
    {
        var input = new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id, ["abandon"] = abandon };
        if (reason is not null)
        {
            input["reason"] = reason;
        }

        return DoAsync("StopPipelineExecution", input);
    }

    public Task<Answer> RetryAsync(string stage, string id, string mode = "FAILED_ACTIONS") => DoAsync("RetryStageExecution", RetryInput(stage, id, mode));

    public Task<Answer> TryRetryAsync(string stage, string id) => CallAsync("RetryStageExecution", RetryInput(stage, id, "FAILED_ACTIONS"));

    public Task<Answer> OverrideAsync(string id, string type, string stage = "Build") => CallAsync(
        "OverrideStageCondition", new JsonObject { ["pipelineName"] = "demo", ["stageName"] = stage, ["pipelineExecutionId"] = id, ["conditionType"] = type });

    public Task<Answer> RollBackAsync(string stage, string id) => CallAsync(
        "RollbackStage", new JsonObject { ["pipelineName"] = "demo", ["stageName"] = stage, ["targetPipelineExecutionId"] = id });

    public async Task<JsonNode> ExecutionAsync(string id) =>
        (await DoAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id })).Json["pipelineExecution"]!;

    public async Task<JsonArray> ExecutionsAsync() =>
        (await DoAsync("ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" })).Json["pipelineExecutionSummaries"]!.AsArray();

    public async Task<string> ExecutionStatusesAsync() => string.Join(" ", (await ExecutionsAsync()).Select(execution => Text(execution, "status")));

    public async Task<JsonArray> StagesAsync() => (await DoAsync("GetPipelineState", new JsonObject { ["name"] = "demo" })).Json["stageStates"]!.AsArray();

    public async Task<string> StageStatusesAsync() => string.Join(" ", (await StagesAsync()).Select(stage => Text(stage!["latestExecution"], "status") ?? "none"));

    /// <summary>Returns the actions of an execution, the oldest first, as <c>Name Status</c>.</summary>
    public async Task<IEnumerable<string>> ActionsAsync(string id) =>
        (await ActionDetailsAsync(id)).Reverse().Select(action => $"{Text(action, "actionName")} {Text(action, "status")}");

    public async Task<JsonArray> ActionDetailsAsync(string id) => (await DoAsync(
        "ListActionExecutions", new JsonObject { ["pipelineName"] = "demo", ["filter"] = new JsonObject { ["pipelineExecutionId"] = id } })).Json["actionExecutionDetails"]!.AsArray();

    /// <summary>Returns the rules of the newest page of ListRuleExecutions, the newest first.</summary>
    public async Task<JsonArray> RulesAsync(JsonObject? filter = null)
    {
        var input = new JsonObject { ["pipelineName"] = "demo" };
        if (filter is not null)
        {
            input["filter"] = filter;
        }

        return (await DoAsync("ListRuleExecutions", input)).Json["ruleExecutionDetails"]!.AsArray();
    }

    /// <summary>Returns the state of the condition of a gate of the stage Build, as <c>Condition: Rule Status, …</c>; null if it did not run.</summary>
    public async Task<string?> ConditionAsync(string gate) => (await StagesAsync())[1]![gate + "ConditionState"] is { } state
        ? $"{Text(state["latestExecution"], "status")}: {string.Join(", ", state["conditionStates"]![0]!["ruleStates"]!.AsArray().Select(rule => $"{Text(rule, "ruleName")} {Text(rule!["latestExecution"], "status")}"))}"
        : null;

    public void Fail(string action, int count) => Sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = action, IsFailure = true, Count = count });

    public void Wait(double minutes) => Sandbox.PutClockForward(Minute * minutes);

    private async Task<Answer> DoAsync(string operation, JsonObject input)
    {
        var answer = await CallAsync(operation, input);
        Assert.True(answer.Status == 200, answer.Body);
        return answer;
    }

    public Task<Answer> CallAsync(string operation, JsonObject input) => Sandbox.CallAsync(TestSandbox.CodePipeline, operation, input);

    private static JsonObject RetryInput(string stage, string id, string mode) => new() { ["pipelineName"] = "demo", ["stageName"] = stage, ["pipelineExecutionId"] = id, ["retryMode"] = mode };
}
