using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Tests the logs and the builds of actions, as CloudWatch Logs and CodeBuild show them.</summary>
public sealed class LogTests : IDisposable
{
    private const string Group = "/aws/codebuild/sandbox-build";
    private readonly TestSandbox _sandbox = new(new SandboxOptions { ActionDuration = TimeSpan.FromSeconds(40) }) { StoppedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_build_has_its_id_its_log_and_its_end()
    {
        var build = await StartAsync(new SandboxActionOutcome { ActionName = "Build", IsFailure = true, Message = "red" });

        var running = await BuildAsync(build);
        Assert.Equal(("IN_PROGRESS", false, "codepipeline/demo", "sandbox-build", 1L), (
            (string)running["buildStatus"]!, (bool)running["buildComplete"]!, (string)running["initiator"]!, (string)running["projectName"]!, (long)running["buildNumber"]!));
        Assert.Equal((Group, build["sandbox-build:".Length..]), ((string)running["logs"]!["groupName"]!, (string)running["logs"]!["streamName"]!));
        Assert.Equal($"arn:aws:logs:us-east-1:123456789012:log-group:{Group}:log-stream:{build["sandbox-build:".Length..]}", (string)running["logs"]!["cloudWatchLogsArn"]!);
        Assert.StartsWith("https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Fcodebuild$252Fsandbox-build/log-events/", (string)running["logs"]!["deepLink"]!, StringComparison.Ordinal);

        _sandbox.PutClockForward(TimeSpan.FromSeconds(41));
        var ended = await BuildAsync(build);
        Assert.Equal(("FAILED", true, 40), ((string)ended["buildStatus"]!, (bool)ended["buildComplete"]!, (int)((double)ended["endTime"]! - (double)ended["startTime"]!)));
        Assert.Equal("none:1", (string)(await CallAsync(TestSandbox.CodeBuild, "BatchGetBuilds", new() { ["ids"] = new JsonArray("none:1") }))["buildsNotFound"]![0]!);
    }

    [Fact]
    public async Task Lines_appear_while_the_build_runs_and_the_forward_token_finds_them()
    {
        var stream = StreamOf(await StartAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["one", "two", "three"] }));
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));

        var first = await EventsAsync(stream, head: true);
        Assert.Equal("one", Last(first));
        var token = (string)first["nextForwardToken"]!;
        Assert.Equal((0, token), ((await EventsAsync(stream, token))["events"]!.AsArray().Count, (string)(await EventsAsync(stream, token))["nextForwardToken"]!));

        _sandbox.PutClockForward(TimeSpan.FromSeconds(20));
        var second = await EventsAsync(stream, token);
        Assert.Equal(["two", "three"], Messages(second));

        _sandbox.PutClockForward(TimeSpan.FromSeconds(60));
        var rest = Messages(await EventsAsync(stream, (string)second["nextForwardToken"]!));
        Assert.Equal(5, rest.Count);
        Assert.EndsWith("Phase complete: BUILD State: SUCCEEDED", rest[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_log_is_read_first_and_the_backward_token_leads_to_its_start()
    {
        var stream = StreamOf(await StartAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["one", "two", "three"] }));
        _sandbox.PutClockForward(TimeSpan.FromMinutes(5));
        var all = Messages(await EventsAsync(stream, head: true));

        var read = new List<string>();
        string? token = null;
        while (true)
        {
            var page = await EventsAsync(stream, token, limit: 3);
            read.InsertRange(0, Messages(page));
            if ((string)page["nextBackwardToken"]! == token)
            {
                break;
            }

            token = (string)page["nextBackwardToken"]!;
        }

        Assert.True(all.Count > 12);
        Assert.Equal(all, read);
    }

    [Fact]
    public async Task An_abandoned_build_writes_no_more_lines_than_it_had()
    {
        var build = await StartAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["one", "two", "three"] });
        _sandbox.PutClockForward(TimeSpan.FromSeconds(11));
        var execution = (string)(await CallAsync(TestSandbox.CodePipeline, "ListPipelineExecutions", new() { ["pipelineName"] = "demo" }))["pipelineExecutionSummaries"]![0]!["pipelineExecutionId"]!;
        await CallAsync(TestSandbox.CodePipeline, "StopPipelineExecution", new() { ["pipelineName"] = "demo", ["pipelineExecutionId"] = execution, ["abandon"] = true });
        _sandbox.PutClockForward(TimeSpan.FromMinutes(5));

        var messages = Messages(await EventsAsync(StreamOf(build), head: true));

        Assert.Equal((true, false), (messages.Contains("one"), messages.Contains("two")));
        Assert.EndsWith("Message: The build was stopped.", messages[^1], StringComparison.Ordinal);
        Assert.Equal("STOPPED", (string)(await BuildAsync(build))["buildStatus"]!);
    }

    [Fact]
    public async Task FilterLogEvents_finds_words_of_all_streams_in_pages()
    {
        await StartAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["ERROR one", "ok", "ERROR two"] });
        _sandbox.PutClockForward(TimeSpan.FromMinutes(1));
        await CallAsync(TestSandbox.CodePipeline, "StartPipelineExecution", new() { ["name"] = "demo" });
        _sandbox.PutClockForward(TimeSpan.FromMinutes(1));
        await CallAsync(TestSandbox.CodePipeline, "GetPipelineState", new() { ["name"] = "demo" });
        _sandbox.PutClockForward(TimeSpan.FromMinutes(1));

        var first = await CallAsync(TestSandbox.Logs, "FilterLogEvents", new() { ["logGroupName"] = Group, ["filterPattern"] = "ERROR", ["limit"] = 3 });
        var second = await CallAsync(TestSandbox.Logs, "FilterLogEvents", new() { ["logGroupName"] = Group, ["filterPattern"] = "ERROR", ["limit"] = 3, ["nextToken"] = (string)first["nextToken"]! });

        Assert.Equal(["ERROR one", "ERROR two", "ERROR one", "ERROR two"], Messages(first).Concat(Messages(second)));
        Assert.Null(second["nextToken"]);
        var events = first["events"]!.AsArray().Concat(second["events"]!.AsArray()).ToList();
        Assert.Equal((4, 2), (events.Select(entry => (string)entry!["eventId"]!).Distinct().Count(), events.Select(entry => (string)entry!["logStreamName"]!).Distinct().Count()));
        var time = (long)events[1]!["timestamp"]!;
        Assert.Equal(["ERROR two"], Messages(await CallAsync(TestSandbox.Logs, "FilterLogEvents", new() { ["logGroupName"] = Group, ["filterPattern"] = "ERROR", ["startTime"] = time, ["endTime"] = time + 1 })));
        await RefusedAsync("FilterLogEvents", new() { ["logGroupName"] = Group, ["filterPattern"] = "{ $.a = 1 }" }, "InvalidParameterException", "The sandbox has only filter patterns of words");
    }

    [Fact]
    public async Task Groups_and_streams_are_listed_and_a_deleted_group_is_gone()
    {
        var build = await StartAsync(null);
        var groups = await CallAsync(TestSandbox.Logs, "DescribeLogGroups", new() { ["logGroupNamePrefix"] = "/aws/" });
        Assert.Equal((Group, $"arn:aws:logs:us-east-1:123456789012:log-group:{Group}:*"), ((string)groups["logGroups"]![0]!["logGroupName"]!, (string)groups["logGroups"]![0]!["arn"]!));
        Assert.Empty((await CallAsync(TestSandbox.Logs, "DescribeLogGroups", new() { ["logGroupNamePattern"] = "lambda" }))["logGroups"]!.AsArray());

        var stream = (await CallAsync(TestSandbox.Logs, "DescribeLogStreams", new() { ["logGroupName"] = Group, ["orderBy"] = "LastEventTime", ["descending"] = true }))["logStreams"]![0]!;
        Assert.Equal((StreamOf(build), _sandbox.Now.ToUnixTimeMilliseconds()), ((string)stream["logStreamName"]!, (long)stream["firstEventTimestamp"]!));

        await CallAsync(TestSandbox.Logs, "DeleteLogGroup", new() { ["logGroupName"] = Group });
        await RefusedAsync("GetLogEvents", new() { ["logGroupName"] = Group, ["logStreamName"] = StreamOf(build) }, "ResourceNotFoundException", "The specified log group does not exist.");
    }

    [Fact]
    public async Task What_does_not_exist_or_is_not_valid_is_refused_with_the_text_of_AWS()
    {
        await StartAsync(null);

        await RefusedAsync("GetLogEvents", new() { ["logGroupName"] = Group, ["logStreamName"] = "none" }, "ResourceNotFoundException", "The specified log stream does not exist.");
        await RefusedAsync("GetLogEvents", new() { ["logGroupName"] = "none", ["logStreamName"] = "none" }, "ResourceNotFoundException", "The specified log group does not exist.");
        await RefusedAsync("GetLogEvents", new() { ["logGroupName"] = Group, ["logStreamName"] = "x", ["limit"] = 10001 }, "InvalidParameterException", "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000");
        await RefusedAsync("DescribeLogGroups", new() { ["nextToken"] = "x" }, "InvalidParameterException", "The specified nextToken is invalid.");
        await RefusedAsync("PutLogEvents", [], "UnknownOperationException", "The sandbox does not have PutLogEvents of logs.");
    }

    [Theory]
    [InlineData("""{"cloudWatchLogs":{"status":"DISABLED"},"s3Logs":{"status":"ENABLED","location":"logs-bucket/builds"}}""", null, "arn:aws:s3:::logs-bucket/builds/")]
    [InlineData("""{"cloudWatchLogs":{"status":"ENABLED","groupName":"/mine","streamName":"web"}}""", "/mine", null)]
    public async Task A_build_uses_the_log_settings_of_its_project(string settings, string? group, string? s3)
    {
        var seeded = (await CallAsync(TestSandbox.CodeBuild, "BatchGetProjects", new() { ["names"] = new JsonArray("sandbox-build") }))["projects"]![0]!.AsObject();
        var project = new JsonObject { ["name"] = "mine", ["logsConfig"] = JsonNode.Parse(settings) };
        foreach (var member in new[] { "source", "artifacts", "environment", "serviceRole" })
        {
            project[member] = seeded[member]!.DeepClone();
        }

        await CallAsync(TestSandbox.CodeBuild, "CreateProject", project);

        var logs = (await BuildAsync(await StartAsync(null, "mine")))["logs"]!;

        Assert.Equal(group, (string?)logs["groupName"]);
        Assert.Equal(group is null, logs["streamName"] is null);
        Assert.StartsWith(s3 ?? string.Empty, (string?)logs["s3LogsArn"] ?? string.Empty, StringComparison.Ordinal);
        Assert.StartsWith(group is null ? string.Empty : "web/", (string?)logs["streamName"] ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_have_the_ARN_of_their_log_in_the_state_and_in_the_history()
    {
        var action = new JsonObject
        {
            ["name"] = "Build", ["actionTypeId"] = PipelineJson.Type("Compute", "Commands"), ["commands"] = new JsonArray("npm test"), ["inputArtifacts"] = new JsonArray(PipelineJson.Artifact("SourceArtifact")),
        };
        await StartAsync(null, action: action);
        _sandbox.PutClockForward(TimeSpan.FromSeconds(30));

        var state = await CallAsync(TestSandbox.CodePipeline, "GetPipelineState", new() { ["name"] = "demo" });
        var latest = state["stageStates"]![1]!["actionStates"]![0]!["latestExecution"]!;
        var arn = (string)latest["logStreamARN"]!;
        Assert.Equal($"arn:aws:logs:us-east-1:123456789012:log-group:/aws/codepipeline/demo:log-stream:{latest["actionExecutionId"]}", arn);
        var events = await CallAsync(TestSandbox.Logs, "GetLogEvents", new() { ["logGroupName"] = "/aws/codepipeline/demo", ["logStreamName"] = (string)latest["actionExecutionId"]!, ["startFromHead"] = true });
        Assert.Contains(Messages(events), message => message.EndsWith(" Running command npm test", StringComparison.Ordinal));

        _sandbox.PutClockForward(TimeSpan.FromMinutes(1));
        var history = await CallAsync(TestSandbox.CodePipeline, "ListActionExecutions", new() { ["pipelineName"] = "demo" });
        Assert.Equal(arn, (string)history["actionExecutionDetails"]![0]!["output"]!["executionResult"]!["logStreamARN"]!);
    }

    [Theory]
    [InlineData("logs:CreateLogStream", "JobFailed", false)]
    [InlineData("s3:GetObject*", "JobFailed", true)]
    public async Task A_build_whose_role_does_not_have_a_right_fails_in_its_phase(string denied, string code, bool hasLog)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"{{denied}}","Resource":"*"}]}""";
        await _sandbox.QueryAsync("iam", "2010-05-08", "PutRolePolicy", ("RoleName", "codebuild-sandbox-build-service-role"), ("PolicyName", "deny"), ("PolicyDocument", policy));

        var build = await StartAsync(null);

        var logs = (await BuildAsync(build))["logs"]!;
        Assert.Equal((code, hasLog), ((string)(await ActionAsync())["output"]!["executionResult"]!["errorDetails"]!["code"]!, logs["groupName"] is not null));
        if (hasLog)
        {
            Assert.Contains("Phase complete: DOWNLOAD_SOURCE State: FAILED", Messages(await EventsAsync(StreamOf(build), head: true))[^2], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_action_whose_role_may_not_start_the_build_has_no_build()
    {
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"codebuild:StartBuild","Resource":"*"}]}""";
        await _sandbox.QueryAsync("iam", "2010-05-08", "PutRolePolicy", ("RoleName", "AWSCodePipelineServiceRole-us-east-1-sandbox"), ("PolicyName", "deny"), ("PolicyDocument", policy));

        await RunAsync(null);

        var result = (await ActionAsync())["output"]!["executionResult"]!;
        Assert.Equal(("PermissionError", null, null), ((string)result["errorDetails"]!["code"]!, (string?)result["externalExecutionId"], (string?)result["externalExecutionUrl"]));
    }

    // Starts an execution and returns the id of the build of its only build action.
    private async Task<string> StartAsync(SandboxActionOutcome? outcome, string project = "sandbox-build", JsonObject? action = null)
    {
        await RunAsync(outcome, project, action);
        return (string?)(await CallAsync(TestSandbox.CodePipeline, "GetPipelineState", new() { ["name"] = "demo" }))["stageStates"]![1]!["actionStates"]![0]!["latestExecution"]!["externalExecutionId"] ?? string.Empty;
    }

    private async Task RunAsync(SandboxActionOutcome? outcome, string project = "sandbox-build", JsonObject? action = null)
    {
        _sandbox.Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Source", Duration = TimeSpan.Zero });
        if (outcome is not null)
        {
            _sandbox.Sandbox.SetActionOutcome(outcome);
        }

        var connection = await _sandbox.ConnectionAsync();
        _sandbox.Sandbox.CompleteConnection(connection);
        var pipeline = PipelineJson.Valid(_sandbox.Info, connectionArn: connection);
        pipeline["pipelineType"] = "V2";
        pipeline["stages"]![1] = PipelineJson.Stage("Build", action ?? PipelineJson.Build("Build", project));
        await CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new() { ["pipeline"] = pipeline });
    }

    private async Task<JsonNode> ActionAsync() => (await CallAsync(TestSandbox.CodePipeline, "ListActionExecutions", new() { ["pipelineName"] = "demo" }))["actionExecutionDetails"]![0]!;

    private async Task<JsonNode> BuildAsync(string id) => (await CallAsync(TestSandbox.CodeBuild, "BatchGetBuilds", new() { ["ids"] = new JsonArray(id) }))["builds"]![0]!;

    private Task<JsonNode> EventsAsync(string stream, string? token = null, bool head = false, int? limit = null)
    {
        var input = new JsonObject { ["logGroupName"] = Group, ["logStreamName"] = stream };
        if (token is not null)
        {
            input["nextToken"] = token;
        }

        if (head || token?.StartsWith('f') == true)
        {
            input["startFromHead"] = true;
        }

        if (limit is not null)
        {
            input["limit"] = limit;
        }

        return CallAsync(TestSandbox.Logs, "GetLogEvents", input);
    }

    private async Task<JsonNode> CallAsync(string service, string operation, JsonObject input)
    {
        var answer = await _sandbox.CallAsync(service, operation, input);
        Assert.True(answer.Status == 200, $"{operation}: {answer.Body}");
        return answer.Body.Length == 0 ? new JsonObject() : answer.Json;
    }

    private async Task RefusedAsync(string operation, JsonObject input, string code, string message)
    {
        var answer = await _sandbox.CallAsync(TestSandbox.Logs, operation, input);
        Assert.Equal((400, code), (answer.Status, answer.ErrorType));
        Assert.StartsWith(message, answer.ErrorMessage, StringComparison.Ordinal);
    }

    private static string StreamOf(string build) => build[(build.IndexOf(':') + 1)..];

    private static List<string> Messages(JsonNode page) => page["events"]!.AsArray().Select(entry => ((string)entry!["message"]!).TrimEnd('\n')).ToList();

    private static string Last(JsonNode page) => Messages(page)[^1];
}
