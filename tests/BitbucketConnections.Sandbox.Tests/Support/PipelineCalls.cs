using System.Text.Json.Nodes;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>Calls CodePipeline for one pipeline, <c>demo</c>.</summary>
internal sealed class PipelineCalls(TestSandbox sandbox)
{
    public const string Unknown = "00000000-0000-0000-0000-000000000000";

    public TestSandbox Sandbox => sandbox;

    public string CallerArn => $"arn:aws:iam::{sandbox.Info.AccountId}:user/sandbox";

    /// <summary>Adds the stage Gate with the approval Review after the source stage.</summary>
    public static void WithApproval(JsonObject pipeline) => pipeline["stages"]!.AsArray().Insert(1, Stage("Gate", Approval("Review")));

    /// <summary>An action of the type Deploy/S3.</summary>
    public static JsonObject S3Deploy(string name, string extract = "true", string? key = null)
    {
        var action = new JsonObject
        {
            ["name"] = name,
            ["actionTypeId"] = PipelineJson.Type("Deploy", "S3"),
            ["configuration"] = new JsonObject { ["BucketName"] = "site", ["Extract"] = extract },
            ["inputArtifacts"] = new JsonArray(Artifact("SourceArtifact")),
        };
        if (key is not null)
        {
            action["configuration"]!["ObjectKey"] = key;
        }

        return action;
    }

    /// <summary>Creates the pipeline with an AVAILABLE connection.</summary>
    public async Task<JsonObject> CreateAsync(Action<JsonObject>? change = null)
    {
        var arn = await sandbox.ConnectionAsync();
        sandbox.Sandbox.CompleteConnection(arn);
        var pipeline = Valid(sandbox.Info, connectionArn: arn);
        change?.Invoke(pipeline);
        return (await OkAsync("CreatePipeline", new JsonObject { ["pipeline"] = pipeline }))["pipeline"]!.AsObject();
    }

    public async Task UpdateAsync(Action<JsonObject> change)
    {
        var pipeline = (await OkAsync("GetPipeline", new JsonObject { ["name"] = "demo" }))["pipeline"]!.DeepClone().AsObject();
        change(pipeline);
        await OkAsync("UpdatePipeline", new JsonObject { ["pipeline"] = pipeline });
    }

    public async Task<string> StartAsync(string more = "{}")
    {
        var input = JsonNode.Parse(more)!.AsObject();
        input["name"] = "demo";
        return Text(await OkAsync("StartPipelineExecution", input), "pipelineExecutionId")!;
    }

    public async Task<JsonNode> StateAsync() => await OkAsync("GetPipelineState", new JsonObject { ["name"] = "demo" });

    public async Task<JsonNode> StageAsync(string stage) => (await StateAsync())["stageStates"]!.AsArray().Single(s => Text(s, "stageName") == stage)!;

    /// <summary>Gets the state of an action.</summary>
    public async Task<JsonObject> ActionAsync(string stage, string action) =>
        (await StageAsync(stage))["actionStates"]!.AsArray().Single(a => Text(a, "actionName") == action)!.AsObject();

    public async Task<List<JsonObject>> RunsAsync() =>
        [.. (await OkAsync("ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" }))["pipelineExecutionSummaries"]!.AsArray().Select(run => run!.AsObject())];

    public async Task<string> LastIdAsync() => Text((await RunsAsync())[0], "pipelineExecutionId")!;

    public async Task<JsonObject> RunAsync(string id) =>
        (await OkAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id }))["pipelineExecution"]!.AsObject();

    /// <summary>Gets the newest entry of an action in the history.</summary>
    public async Task<JsonObject> EntryAsync(string action) => (await HistoryAsync()).First(entry => Text(entry, "actionName") == action);

    public async Task<List<JsonObject>> HistoryAsync(string filter = "{}") =>
        [.. (await OkAsync("ListActionExecutions", new JsonObject { ["pipelineName"] = "demo", ["filter"] = JsonNode.Parse(filter) }))["actionExecutionDetails"]!.AsArray().Select(entry => entry!.AsObject())];

    public Task<Answer> AnswerAsync(string token, string status = "Approved", string summary = "seen", string stage = "Gate", string action = "Review") => CallAsync(
        "PutApprovalResult",
        new JsonObject
        {
            ["pipelineName"] = "demo", ["stageName"] = stage, ["actionName"] = action, ["token"] = token,
            ["result"] = new JsonObject { ["status"] = status, ["summary"] = summary },
        });

    public Task<Answer> StopAsync(string id, bool abandon) =>
        CallAsync("StopPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id, ["abandon"] = abandon });

    public Task<Answer> RollBackAsync(string target, string stage = "Build") => CallAsync(
        "RollbackStage", new JsonObject { ["pipelineName"] = "demo", ["stageName"] = stage, ["targetPipelineExecutionId"] = target });

    public Task<Answer> RetryAsync(string id, string stage = "Build", string mode = "ALL_ACTIONS") => CallAsync(
        "RetryStageExecution", new JsonObject { ["pipelineName"] = "demo", ["stageName"] = stage, ["pipelineExecutionId"] = id, ["retryMode"] = mode });

    public Task<Answer> CallAsync(string operation, JsonNode input) => sandbox.CallAsync(TestSandbox.CodePipeline, operation, input);

    public async Task<JsonNode> OkAsync(string operation, JsonNode input)
    {
        var answer = await CallAsync(operation, input);
        Assert.Equal((200, string.Empty), (answer.Status, answer.Status == 200 ? string.Empty : answer.Body));
        return answer.Json;
    }

    public static string? Text(JsonNode? node, string member) => node?[member]?.GetValue<string>();

    /// <summary>Gets the sorted names of the members, separated by spaces.</summary>
    public static string Members(JsonNode? node) => string.Join(" ", node!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));

    public static void AssertError(Answer answer, string code, string message) => Assert.Equal((400, code, message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
}
