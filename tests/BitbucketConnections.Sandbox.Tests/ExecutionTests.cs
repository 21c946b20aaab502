using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class ExecutionTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_first_execution_fails_at_its_source_while_the_connection_is_pending()
    {
        var arn = await CreateAsync(complete: false);

        var run = (await ListAsync()).Single();
        var stages = await StatesAsync();

        Assert.Equal(("Failed", "CreatePipeline"), (Text(run, "status"), Text(run!["trigger"], "triggerType")));
        Assert.Equal("arn:aws:iam::123456789012:user/sandbox", Text(run["trigger"]!, "triggerDetail"));
        Assert.Equal("Failed", Text(stages[0]!["latestExecution"]!, "status"));
        Assert.Equal(
            $"Connection {arn} is not in available state. Its status is PENDING.",
            Text(stages[0]!["actionStates"]![0]!["latestExecution"]!["errorDetails"]!, "message"));
        Assert.Null(stages[1]!["latestExecution"]);
    }

    [Fact]
    public async Task An_execution_succeeds_after_the_connection_is_available()
    {
        await CreateAsync(complete: true);

        var run = (await ListAsync()).Single();
        var stages = await StatesAsync();

        Assert.Equal("Succeeded", Text(run, "status"));
        Assert.Matches("^[0-9a-f]{40}$", Text(run!["sourceRevisions"]![0]!, "revisionId"));
        Assert.All(stages, stage => Assert.Equal("Succeeded", Text(stage!["latestExecution"]!, "status")));
        Assert.True(stages[0]!["inboundTransitionState"]!["enabled"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_pipeline_can_use_a_connection_of_another_Region()
    {
        var arn = await _sandbox.ConnectionAsync(region: "us-west-2");
        _sandbox.Sandbox.CompleteConnection(arn);
        await CallAsync("CreatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info, connectionArn: arn) });

        Assert.Equal("Succeeded", Text((await ListAsync()).Single(), "status"));
    }

    [Fact]
    public async Task The_next_execution_fails_after_its_connection_is_deleted()
    {
        var arn = await CreateAsync(complete: true);
        await _sandbox.CallAsync(TestSandbox.CodeStar, "DeleteConnection", new JsonObject { ["ConnectionArn"] = arn });

        await CallAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" });

        Assert.Equal("Failed", Text((await ListAsync())[0]!, "status"));
    }

    [Fact]
    public async Task Executions_are_listed_newest_first_and_by_page()
    {
        await CreateAsync(complete: true);
        var second = await StartAsync(new JsonObject { ["name"] = "demo" });
        var third = await StartAsync(new JsonObject { ["name"] = "demo" });

        var first = (await CallAsync("ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo", ["maxResults"] = 2 })).Json;
        var rest = (await CallAsync("ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo", ["maxResults"] = 2, ["nextToken"] = first["nextToken"]!.DeepClone() })).Json;

        Assert.Equal([third, second], first["pipelineExecutionSummaries"]!.AsArray().Select(run => Text(run!, "pipelineExecutionId")));
        Assert.Equal("CreatePipeline", Text(rest["pipelineExecutionSummaries"]![0]!["trigger"]!, "triggerType"));
        Assert.Null(rest["nextToken"]);
    }

    [Fact]
    public async Task Executions_can_be_filtered_by_the_stage_that_succeeded()
    {
        var arn = await CreateAsync(complete: false);
        _sandbox.Sandbox.CompleteConnection(arn);
        var good = await StartAsync(new JsonObject { ["name"] = "demo" });

        var filter = new JsonObject { ["succeededInStage"] = new JsonObject { ["stageName"] = "Build" } };
        var found = (await CallAsync("ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo", ["filter"] = filter })).Json;

        Assert.Equal([good], found["pipelineExecutionSummaries"]!.AsArray().Select(run => Text(run!, "pipelineExecutionId")));
    }

    [Fact]
    public async Task The_same_request_token_returns_the_same_execution()
    {
        await CreateAsync(complete: true);
        var input = new JsonObject { ["name"] = "demo", ["clientRequestToken"] = "token-1" };

        Assert.Equal(await StartAsync(input.DeepClone()), await StartAsync(input.DeepClone()));
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Theory]
    [InlineData("IMAGE_DIGEST")]
    [InlineData("S3_OBJECT_VERSION_ID")]
    [InlineData("S3_OBJECT_KEY")]
    public async Task A_revision_of_another_kind_of_source_is_rejected(string type)
    {
        await CreateAsync(complete: true);

        var answer = await CallAsync("StartPipelineExecution", JsonNode.Parse($$"""{"name":"demo","sourceRevisions":[{"actionName":"Source","revisionType":"{{type}}","revisionValue":"abc"}]}""")!);

        Assert.Equal(("ValidationException", $"The revision type {type} is not valid for the action Source."), (answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task A_revision_of_a_source_without_a_connection_is_refused_by_name()
    {
        await CreateAsync(complete: true, pipeline => pipeline["stages"]![0]!["actions"]!.AsArray().Add(JsonNode.Parse(
            $$"""{"name":"Files","actionTypeId":{"category":"Source","owner":"AWS","provider":"S3","version":"1"},"configuration":{"S3Bucket":"{{_sandbox.Info.ArtifactBucket}}","S3ObjectKey":"a.zip"},"outputArtifacts":[{"name":"Files"}]}""")));

        var answer = await CallAsync("StartPipelineExecution", JsonNode.Parse("""{"name":"demo","sourceRevisions":[{"actionName":"Files","revisionType":"S3_OBJECT_KEY","revisionValue":"b.zip"}]}""")!);

        Assert.Equal(("ValidationException", "The sandbox has source revisions only for connections, not for the provider S3 of the action Files."), (answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task An_execution_shows_its_variables_and_its_specified_commit()
    {
        await CreateAsync(complete: true, pipeline => pipeline["variables"] = new JsonArray(
            new JsonObject { ["name"] = "a", ["defaultValue"] = "1" },
            new JsonObject { ["name"] = "b", ["defaultValue"] = "2" }));

        var id = await StartAsync(JsonNode.Parse(
            """{"name":"demo","variables":[{"name":"b","value":"3"},{"name":"unknown","value":"4"}],"sourceRevisions":[{"actionName":"Source","revisionType":"COMMIT_ID","revisionValue":"abc"}]}""")!);
        var run = (await CallAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = id })).Json["pipelineExecution"]!;

        Assert.Equal("""[{"name":"a","resolvedValue":"1"},{"name":"b","resolvedValue":"3"}]""", run["variables"]!.ToJsonString());
        Assert.Equal(("SourceArtifact", "abc"), (Text(run["artifactRevisions"]![0]!, "name"), Text(run["artifactRevisions"]![0]!, "revisionId")));
        Assert.Equal(("StartPipelineExecution", null, 1), (Text(run["trigger"]!, "triggerType"), Text(run, "executionType"), run["pipelineVersion"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_execution_without_a_required_variable_starts_and_fails()
    {
        await CreateAsync(complete: true, pipeline => pipeline["variables"] = new JsonArray(Artifact("needed")));

        var run = (await ListAsync()).Single();

        Assert.Equal("Failed", Text(run, "status"));
        Assert.Equal("Values for required variables haven't been provided: needed", Text(run, "statusSummary"));
    }

    [Fact]
    public async Task A_manual_approval_pauses_the_execution()
    {
        await CreateAsync(complete: true, pipeline => pipeline["stages"]!.AsArray().Insert(1, Stage("Approve", Approval("Ask"))));

        var stages = await StatesAsync();

        Assert.Equal("InProgress", Text((await ListAsync()).Single(), "status"));
        Assert.Matches("^[0-9a-f-]{36}$", Text(stages[1]!["actionStates"]![0]!["latestExecution"]!, "token"));
        Assert.Null(stages[2]!["latestExecution"]);
    }

    [Theory]
    [InlineData("""{"name":"demo","variables":[{"name":"a","value":"1"},{"name":"a","value":"2"}]}""")]
    [InlineData("""{"name":"demo","clientRequestToken":"not allowed"}""")]
    [InlineData("""{"name":"demo","sourceRevisions":[{"actionName":"Source","revisionType":"BRANCH","revisionValue":"main"}]}""")]
    public async Task An_invalid_start_request_is_rejected(string input)
    {
        await CreateAsync(complete: true);

        Assert.Equal("ValidationException", (await CallAsync("StartPipelineExecution", JsonNode.Parse(input))).ErrorType);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task An_unknown_execution_is_not_found()
    {
        await CreateAsync(complete: true);

        var answer = await CallAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = "00000000-0000-0000-0000-000000000000" });

        Assert.Equal("PipelineExecutionNotFoundException", answer.ErrorType);
    }

    private static string? Text(JsonNode? node, string member) => node?[member]?.GetValue<string>();

    private async Task<string> CreateAsync(bool complete, Action<JsonObject>? change = null)
    {
        var arn = await _sandbox.ConnectionAsync();
        if (complete)
        {
            _sandbox.Sandbox.CompleteConnection(arn);
        }

        var pipeline = Valid(_sandbox.Info, connectionArn: arn);
        change?.Invoke(pipeline);
        Assert.Equal(200, (await CallAsync("CreatePipeline", new JsonObject { ["pipeline"] = pipeline })).Status);
        return arn;
    }

    private async Task<string> StartAsync(JsonNode input) => Text((await CallAsync("StartPipelineExecution", input)).Json, "pipelineExecutionId")!;

    private async Task<JsonArray> ListAsync() =>
        (await CallAsync("ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" })).Json["pipelineExecutionSummaries"]!.AsArray();

    private async Task<JsonArray> StatesAsync() =>
        (await CallAsync("GetPipelineState", new JsonObject { ["name"] = "demo" })).Json["stageStates"]!.AsArray();

    private Task<Answer> CallAsync(string operation, JsonNode? input) => _sandbox.CallAsync(TestSandbox.CodePipeline, operation, input);
}
