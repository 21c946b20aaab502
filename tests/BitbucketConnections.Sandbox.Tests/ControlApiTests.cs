using System.Text;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>The control API steers a sandbox from another process.</summary>
public sealed class ControlApiTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task A_request_without_the_token_is_refused(string? token)
    {
        var answer = await SendAsync("GET", "info", null, token);

        Assert.Equal(401, answer.Status);
        Assert.Contains("X-Sandbox-Token is not the control token", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_with_one_more_letter_is_refused() => Assert.Equal(401, (await SendAsync("GET", "info", null, ReadToken() + "=")).Status);

    [Theory]
    [InlineData("GET", "reset", null, 404, "The control API has no GET /_sandbox/reset.")]
    [InlineData("POST", "clock", """{"forwards":1}""", 400, "The member 'forwards' is not known")]
    [InlineData("POST", "clock", """{"forward":"1"}""", 400, "The member 'forward' is not known, or does not have the right type.")]
    [InlineData("POST", "clock", "{}", 400, "The body is not a JSON object with all required members.")]
    [InlineData("POST", "clock", "", 400, "The body is not a JSON object")]
    [InlineData("POST", "clock", """{"forward":-1}""", 400, "can't be put forward by -00:00:01")]
    [InlineData("POST", "connections/complete", """{"connectionArn":"arn:aws:codestar-connections:us-east-1:123456789012:connection/none"}""", 404, "none")]
    [InlineData("POST", "connections/status", """{"connectionArn":"c"}""", 400, "The member 'status' is missing.")]
    [InlineData("POST", "regions", """{"region":"us-east-1","status":"Gone"}""", 400, "The member 'status' is not known, or does not have the right type.")]
    [InlineData("POST", "connections/complete", """{"connectionArn":null}""", 400, "with all required members")]
    [InlineData("POST", "push", """{"event":null}""", 400, "with all required members")]
    [InlineData("POST", "push", """{"event":{"kind":"Push","changedFiles":[null]}}""", 400, "A list of the body contains null.")]
    [InlineData("POST", "regions", """{"region":"mars","status":"Denied"}""", 400, "'mars' is not a valid Region name.")]
    [InlineData("POST", "regions", """{"region":"us-east-1","status":7}""", 400, "The member 'status' is not known, or does not have the right type.")]
    [InlineData("PUT", "state", "{}", 400, "Nothing was changed.")]
    public async Task A_wrong_request_is_an_error_with_its_reason(string method, string path, string? body, int status, string message)
    {
        var answer = await SendAsync(method, path, body, ReadToken());

        Assert.Equal(status, answer.Status);
        Assert.Contains(message, answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_token_of_a_killed_sandbox_is_removed_after_a_day()
    {
        var folder = Path.GetDirectoryName(_sandbox.Info.ControlTokenPath)!;
        string[] old = [Path.Combine(folder, "sandbox-1.token"), Path.Combine(folder, "sandbox-2.token"), _sandbox.Info.ControlTokenPath];
        try
        {
            File.WriteAllText(old[0], "token");
            File.WriteAllText(old[1], "token");
            File.SetLastWriteTimeUtc(old[0], new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            var own = File.GetLastWriteTimeUtc(old[2]);
            File.SetLastWriteTimeUtc(old[2], own.AddDays(-2));

            using var other = new TestSandbox();

            // The second file may be of a sandbox in another container, and the port of the third is in use.
            Assert.Equal([false, true, true], old.Select(File.Exists));
            File.SetLastWriteTimeUtc(old[2], own);
        }
        finally
        {
            File.Delete(old[0]);
            File.Delete(old[1]);
        }
    }

    [Fact]
    public async Task Another_program_steers_the_sandbox_with_plain_requests()
    {
        var arn = await _sandbox.ConnectionAsync();

        Assert.Equal(204, (await SendAsync("POST", "connections/complete", new JsonObject { ["connectionArn"] = arn }.ToJsonString(), ReadToken())).Status);
        Assert.Equal(204, (await SendAsync("POST", "faults", """{"operation":"ListPipelines","errorCode":"ThrottlingException","count":1,"delay":0.001}""", ReadToken())).Status);

        Assert.Equal("AVAILABLE", await StatusAsync(arn));
        Assert.Equal("ThrottlingException", (await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines")).ErrorType);
        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines")).Status);
    }

    [Fact]
    public async Task A_remote_sandbox_does_what_the_sandbox_does()
    {
        using var remote = Connect();
        Assert.Equal(_sandbox.Info.ServiceRoleArn, remote.Info.ServiceRoleArn);
        Assert.Equal((_sandbox.Info.EndpointUrl, _sandbox.Info.ControlTokenPath), (remote.Info.EndpointUrl, remote.Info.ControlTokenPath));

        Assert.Equal(_sandbox.Sandbox.Operations, remote.Operations);
        Assert.Contains("codestar-connections:GetConnection", remote.Operations);

        var arn = await _sandbox.ConnectionAsync();
        remote.CompleteConnection(arn);
        Assert.Equal("AVAILABLE", await StatusAsync(arn));
        remote.SetConnectionStatus(arn, "ERROR");
        Assert.Equal("ERROR", await StatusAsync(arn));
        remote.SetConnectionStatus(arn, "AVAILABLE");
        var shared = await _sandbox.ConnectionAsync("shared", TestSandbox.CodeConnections);
        remote.ShareConnection(shared, ["210987654321"]);
        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.CodeConnections, "GetConnection", new JsonObject { ["ConnectionArn"] = shared }, account: "210987654321")).Status);

        await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = PipelineJson.Valid(_sandbox.Info, connectionArn: arn) });
        remote.SetActionOutcome(new SandboxActionOutcome { ActionName = "Build", IsFailure = true, Message = "red", Count = 1 });
        var push = Assert.Single(remote.Push(new SandboxPush { Event = new RepositoryEvent { Kind = RepositoryEventKind.Push, FullRepositoryId = "example-ws/demo-repo", Branch = "main", ChangedFiles = ["a"] } }));
        Assert.True(push.Starts, push.Reason);
        Assert.Equal(("demo", 40), (push.PipelineName, push.CommitId.Length));
        Assert.Equal("Failed", (string)(await ExecutionsAsync())[0]!["status"]!);

        remote.SetRuleOutcome(new SandboxRuleOutcome { RuleName = "Check", IsFailure = true, Duration = TimeSpan.FromSeconds(2) });
        remote.SetAlarmState("a", "ALARM");
        Assert.Contains("\"ALARM\"", remote.ExportState(), StringComparison.Ordinal);
        remote.AddFault(new SandboxFault { Operation = "*", CutConnection = true });
        remote.SetRegionStatus("eu-west-1", SandboxRegionStatus.Denied);
        remote.ClearFaults();
        Assert.DoesNotContain("\"ALARM\"", remote.ExportState(), StringComparison.Ordinal);
        Assert.Equal(200, (await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelines", region: "eu-west-1")).Status);

        remote.SetLimits(new SandboxLimits { Pipelines = 7, RequestsPerSecond = 1.5 });
        Assert.Equal((7, 250, 1.5), (remote.Limits.Pipelines, remote.Limits.Connections, remote.Limits.RequestsPerSecond));
        remote.PutClockForward(TimeSpan.FromDays(2));
        Assert.True(remote.Time - _sandbox.Now > TimeSpan.FromDays(1.9));

        var state = remote.ExportState();
        remote.Reset();
        Assert.Null(remote.Limits.RequestsPerSecond);
        remote.ImportState(state);
        Assert.Equal(7, remote.Limits.Pipelines);
        remote.SetLimits(new SandboxLimits());
    }

    [Fact]
    public void An_error_of_the_sandbox_is_the_same_error_here()
    {
        using var remote = Connect();
        const string none = "arn:aws:codestar-connections:us-east-1:123456789012:connection/none";

        var here = Assert.Throws<ServiceException>(() => _sandbox.Sandbox.CompleteConnection(none));
        var there = Assert.Throws<ServiceException>(() => remote.CompleteConnection(none));

        Assert.Equal((here.Kind, here.Condition, here.Message), (there.Kind, there.Condition, there.Message));
    }

    [Fact]
    public async Task A_sandbox_that_another_process_stops_is_stopped()
    {
        using var sandbox = SandboxHost.Start(new SandboxOptions(), Time.SandboxClock.SystemTime);
        var endpoint = sandbox.Info.EndpointUrl;
        new SandboxHost().Connect(endpoint, null)!.ShutDown();

        await sandbox.WaitForStopAsync(Token);
        sandbox.Dispose();

        Assert.False(File.Exists(sandbox.Info.ControlTokenPath));
        Assert.Null(new SandboxHost().Connect(endpoint, null));
    }

    [Fact]
    public void Nothing_answers_at_another_endpoint()
    {
        Assert.Null(new SandboxHost().Connect(new Uri("https://codepipeline.us-east-1.amazonaws.com/"), null));
        Assert.Null(new SandboxHost().Connect(new Uri("http://127.0.0.1:1/"), null));
        Assert.Null(new SandboxHost().Connect(new Uri("http://127.0.0.1:1/"), _sandbox.Info.ControlTokenPath));
    }

    [Fact]
    public void A_token_file_of_another_sandbox_is_not_in_the_way()
    {
        using var other = new TestSandbox();
        using var remote = new SandboxHost().Connect(_sandbox.Info.EndpointUrl, other.Info.ControlTokenPath)!;
        Assert.Equal(_sandbox.Info.Port, remote.Info.Port);
    }

    [Fact]
    public void A_token_that_cannot_be_used_is_an_error()
    {
        var token = ReadToken();
        File.Delete(_sandbox.Info.ControlTokenPath);
        var unreadable = Assert.Throws<ServiceException>(() => new SandboxHost().Connect(_sandbox.Info.EndpointUrl, Path.Combine(Path.GetTempPath(), "no-such-token")));
        Assert.Contains("can't be read from", unreadable.Message, StringComparison.Ordinal);
        File.WriteAllText(_sandbox.Info.ControlTokenPath, "wrong");
        var rejected = Assert.Throws<ServiceException>(() => new SandboxHost().Connect(_sandbox.Info.EndpointUrl, null));
        Assert.Contains("is not the control token", rejected.Message, StringComparison.Ordinal);
        File.WriteAllText(_sandbox.Info.ControlTokenPath, token + "\n");
        Connect().Dispose();
    }

    private ISandbox Connect() => new SandboxHost().Connect(_sandbox.Info.EndpointUrl, null)!;

    private string ReadToken() => File.ReadAllText(_sandbox.Info.ControlTokenPath);

    private async Task<string> StatusAsync(string arn) =>
        (string)(await _sandbox.CallAsync(TestSandbox.CodeStar, "GetConnection", new JsonObject { ["ConnectionArn"] = arn })).Json["Connection"]!["ConnectionStatus"]!;

    private async Task<JsonArray> ExecutionsAsync() =>
        (await _sandbox.CallAsync(TestSandbox.CodePipeline, "ListPipelineExecutions", new JsonObject { ["pipelineName"] = "demo" })).Json["pipelineExecutionSummaries"]!.AsArray();

    private async Task<Answer> SendAsync(string method, string path, string? body, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_sandbox.Info.EndpointUrl, "_sandbox/" + path));
        if (token is not null)
        {
            request.Headers.Add("X-Sandbox-Token", token);
        }

        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        return await _sandbox.SendAsync(request);
    }
}
