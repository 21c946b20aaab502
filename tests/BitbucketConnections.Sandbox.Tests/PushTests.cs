using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Tests.Support;
using static BitbucketConnections.Sandbox.Tests.Support.PipelineJson;

namespace BitbucketConnections.Sandbox.Tests;

/// <summary>Events of a repository start the pipelines whose triggers match.</summary>
public sealed class PushTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_push_starts_an_execution_of_its_commit_and_becomes_the_head()
    {
        await CreateAsync();

        var result = Assert.Single(_sandbox.Sandbox.Push(Push("main")));

        Assert.Equal((true, Commit), (result.Starts, result.CommitId));
        var run = (await CallAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = result.PipelineExecutionId })).Json["pipelineExecution"]!;
        Assert.Equal(("WebhookV2", "Succeeded"), (Text(run["trigger"], "triggerType"), Text(run, "status")));
        Assert.Equal(Commit, Text(run["artifactRevisions"]![0], "revisionId"));
        Assert.Contains("Fix the shop", Text(run["artifactRevisions"]![0], "revisionSummary"), StringComparison.Ordinal);
        var started = Text((await CallAsync("StartPipelineExecution", new JsonObject { ["name"] = "demo" })).Json, "pipelineExecutionId");
        var manual = (await CallAsync("GetPipelineExecution", new JsonObject { ["pipelineName"] = "demo", ["pipelineExecutionId"] = started })).Json["pipelineExecution"]!;
        Assert.Equal(Commit, Text(manual["artifactRevisions"]![0], "revisionId"));
    }

    [Fact]
    public async Task A_push_that_matches_no_trigger_starts_nothing_and_returns_the_reason()
    {
        await CreateAsync();

        var result = Assert.Single(_sandbox.Sandbox.Push(Push("develop")));

        Assert.Equal((false, null), (result.Starts, result.PipelineExecutionId));
        Assert.Contains("but the push was to 'develop'", result.Reason, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Sandbox.Push(new SandboxPush { Event = new RepositoryEvent { Kind = RepositoryEventKind.Push, FullRepositoryId = "other/repo", Branch = "main" } }));
    }

    [Fact]
    public async Task The_filters_of_the_declaration_apply_and_the_execution_shows_the_branch()
    {
        await CreateAsync(change: pipeline => pipeline["triggers"] = new JsonArray(Trigger(
            "Source",
            JsonNode.Parse("""{"push":[{"branches":{"includes":["release/*"]},"filePaths":{"excludes":["docs/**"]}},{"tags":{"includes":["v*"]}}],"pullRequest":[{"events":["OPEN"],"branches":{"includes":["main"]}}]}""")!.AsObject())));

        Assert.False(_sandbox.Sandbox.Push(Push("release/1", "docs/a.md")).Single().Starts);
        Assert.False(_sandbox.Sandbox.Push(Push("main", "src/a.cs")).Single().Starts);
        Assert.Equal("push[1]", _sandbox.Sandbox.Push(new SandboxPush { Event = Event(RepositoryEventKind.Tag, tag: "v1") }).Single().Decision.Filter);
        Assert.Equal("pullRequest[0]", _sandbox.Sandbox.Push(new SandboxPush { Event = Event(RepositoryEventKind.PullRequest, branch: "feature", target: "main", pullRequest: "OPEN") }).Single().Decision.Filter);
        var id = _sandbox.Sandbox.Push(Push("release/1", "src/a.cs")).Single().PipelineExecutionId;
        var actions = (await CallAsync("ListActionExecutions", new JsonObject { ["pipelineName"] = "demo", ["filter"] = new JsonObject { ["pipelineExecutionId"] = id } })).Json["actionExecutionDetails"]!.AsArray();
        Assert.Equal("release/1", Text(actions[^1]!["output"]!["outputVariables"], "BranchName"));
    }

    [Theory]
    [InlineData(false, "is PENDING")]
    [InlineData(null, "does not exist")]
    public async Task Without_an_available_connection_nothing_starts(bool? isComplete, string why)
    {
        var arn = await CreateAsync(complete: false);
        if (isComplete is null)
        {
            await _sandbox.CallAsync(TestSandbox.CodeStar, "DeleteConnection", new JsonObject { ["ConnectionArn"] = arn });
        }

        var result = Assert.Single(_sandbox.Sandbox.Push(Push("main")));

        Assert.False(result.Starts);
        Assert.Contains(why, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_written_with_a_pending_connection_has_no_webhook_until_it_is_written_again()
    {
        var arn = await CreateAsync(complete: false);
        _sandbox.Sandbox.CompleteConnection(arn);

        var before = Assert.Single(_sandbox.Sandbox.Push(Push("main")));
        await CallAsync("UpdatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info, connectionArn: arn) });
        var after = Assert.Single(_sandbox.Sandbox.Push(Push("main")));

        Assert.Equal((false, true), (before.Starts, after.Starts));
        Assert.Contains("so there is no webhook", before.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_push_reaches_the_pipelines_of_all_Regions()
    {
        var arn = await CreateAsync();
        await _sandbox.CallAsync(TestSandbox.CodePipeline, "CreatePipeline", new JsonObject { ["pipeline"] = Valid(_sandbox.Info, "other", arn) }, region: "eu-west-1");

        Assert.Equal(["demo us-east-1", "other eu-west-1"], _sandbox.Sandbox.Push(Push("main")).Select(r => $"{r.PipelineName} {r.Region}").Order());
    }

    [Theory]
    [InlineData(RepositoryEventKind.Push, null, "no branch")]
    [InlineData(RepositoryEventKind.Tag, null, "no tag")]
    [InlineData(RepositoryEventKind.PullRequest, "x", "no pull request event")]
    public void An_incomplete_event_is_rejected(RepositoryEventKind kind, string? branch, string why)
    {
        var thrown = Assert.Throws<ServiceException>(() => _sandbox.Sandbox.Push(new SandboxPush { Event = Event(kind, branch) }));

        Assert.Equal(ServiceErrorKind.Sandbox, thrown.Kind);
        Assert.Contains(why, thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ServiceException>(() => _sandbox.Sandbox.Push(new SandboxPush { Event = Event(RepositoryEventKind.Push, "main"), CommitId = "HEAD" }));
    }

    [Theory]
    [InlineData("ws", "OPEN", "The repository 'ws' of the event is not valid. Specify one as workspace/repository.")]
    [InlineData("ws/", "OPEN", "The repository 'ws/' of the event is not valid. Specify one as workspace/repository.")]
    [InlineData("ws/repo", "Opened", "The pull request event 'Opened' is not valid. Specify OPEN, UPDATED or CLOSED.")]
    public void A_misspelled_event_is_rejected(string repository, string pullRequest, string message)
    {
        var happened = Event(RepositoryEventKind.PullRequest, "feature", target: "main", pullRequest: pullRequest) with { FullRepositoryId = repository };

        Assert.Equal(message, Assert.Throws<ServiceException>(() => _sandbox.Sandbox.Push(new SandboxPush { Event = happened })).Message);
    }

    private static string? Text(JsonNode? node, string member) => node?[member]?.GetValue<string>();

    private static RepositoryEvent Event(RepositoryEventKind kind, string? branch = null, string? tag = null, string? target = null, string? pullRequest = null, params string[] files) => new()
    {
        Kind = kind, FullRepositoryId = "example-ws/demo-repo", Branch = branch, Tag = tag, TargetBranch = target, PullRequestEvent = pullRequest, ChangedFiles = files,
    };

    private static SandboxPush Push(string branch, params string[] files) =>
        new() { Event = Event(RepositoryEventKind.Push, branch, files: files), CommitId = Commit, CommitMessage = "Fix the shop" };

    private async Task<string> CreateAsync(bool complete = true, Action<JsonObject>? change = null)
    {
        var arn = await _sandbox.ConnectionAsync();
        if (complete)
        {
            _sandbox.Sandbox.CompleteConnection(arn);
        }

        var pipeline = Valid(_sandbox.Info, connectionArn: arn);
        change?.Invoke(pipeline);
        var answer = await CallAsync("CreatePipeline", new JsonObject { ["pipeline"] = pipeline });
        Assert.Equal((200, string.Empty), (answer.Status, answer.Status == 200 ? string.Empty : answer.Body));
        return arn;
    }

    private Task<Answer> CallAsync(string operation, JsonObject input) => _sandbox.CallAsync(TestSandbox.CodePipeline, operation, input);
}
