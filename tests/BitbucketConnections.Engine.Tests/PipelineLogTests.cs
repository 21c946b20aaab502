using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the logs of actions, with builds of the sandbox.</summary>
[Collection("environment")]
public sealed class PipelineLogTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SandboxFixture _fixture;

    public PipelineLogTests() => _fixture = new SandboxFixture(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineLogService Logs => _fixture.Session.Logs;

    private ISandbox Sandbox => _fixture.Sandbox;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_log_of_a_build_has_its_lines_with_their_times_and_their_place()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["Running command npm test", "3 tests passed"] });

        var log = await ReadAsync(new PipelineLogQuery { PipelineName = "demo" });

        var line = log.Single(entry => entry.Message == "3 tests passed");
        Assert.Equal(("demo", "Build", "Build", "/aws/codebuild/sandbox-build", "us-east-1", "us-east-1"), (line.PipelineName, line.StageName, line.ActionName, line.LogGroupName, line.LogRegion, line.Region));
        Assert.Equal(DateTimeKind.Utc, line.Timestamp.Kind);
        Assert.Equal("3 tests passed", line.ToString());
        var action = (await _fixture.Session.Executions.ListActionsAsync("demo", line.PipelineExecutionId, null, Token)).Items.Single(one => one.ActionName == "Build");
        Assert.InRange(line.Timestamp, action.StartTime!.Value, action.LastUpdateTime!.Value);
        Assert.Equal("sandbox-build:" + line.LogStreamName, action.ExternalExecutionId);
        Assert.EndsWith("Running command npm test", log[log.ToList().IndexOf(line) - 1].Message, StringComparison.Ordinal);
        Assert.Contains(log, entry => entry.Message.EndsWith("Phase complete: BUILD State: SUCCEEDED", StringComparison.Ordinal));
        Assert.Equal(log.OrderBy(entry => entry.Timestamp).Select(entry => entry.Message), log.Select(entry => entry.Message));
    }

    [Fact]
    public async Task By_default_only_the_failed_actions_are_read_and_all_if_none_failed()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Test", Log = ["red"], IsFailure = true, Message = "Tests are red" }, Action("Build"), Action("Test"));

        Assert.Equal(["Test"], Names(await ReadAsync(new PipelineLogQuery { PipelineName = "demo" })));
        Assert.Equal(["Build", "Test"], Names(await ReadAsync(new PipelineLogQuery { PipelineName = "demo", StageName = "Build" })));
        Assert.Equal(["Build"], Names(await ReadAsync(new PipelineLogQuery { PipelineName = "demo", ActionName = "Build" })));

        Sandbox.ClearFaults();
        await _fixture.Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);
        Assert.Equal(["Build", "Test"], Names(await ReadAsync(new PipelineLogQuery { PipelineName = "demo" })));
    }

    [Fact]
    public async Task A_retry_hides_the_log_of_the_attempt_before_but_its_action_execution_finds_it()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["first attempt"], IsFailure = true });
        var execution = (await _fixture.Session.Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;
        var first = (await _fixture.Session.Executions.ListActionsAsync("demo", execution, null, Token)).Items.Single(one => one.ActionName == "Build");
        Sandbox.ClearFaults();
        Sandbox.SetActionOutcome(new SandboxActionOutcome { ActionName = "Build", Log = ["second attempt"] });
        await _fixture.Session.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo", StageName = "Build" }, Token);

        var latest = await ReadAsync(new PipelineLogQuery { PipelineName = "demo" });
        var earlier = await ReadAsync(new PipelineLogQuery { PipelineName = "demo", PipelineExecutionId = execution, ActionName = "Build", ActionExecutionId = first.ActionExecutionId });

        Assert.Equal((true, false), (Has(latest, "second attempt"), Has(latest, "first attempt")));
        Assert.Equal((false, true), (Has(earlier, "second attempt"), Has(earlier, "first attempt")));
    }

    [Fact]
    public async Task The_tail_has_the_last_lines_in_their_order()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["one", "two", "three"] });

        var all = await ReadAsync(new PipelineLogQuery { PipelineName = "demo" });
        var tail = await ReadAsync(new PipelineLogQuery { PipelineName = "demo", Tail = 7 });

        Assert.Equal(all.Skip(all.Count - 7).Select(entry => entry.Message), tail.Select(entry => entry.Message));
        Assert.Equal(all.Count, (await ReadAsync(new PipelineLogQuery { PipelineName = "demo", Tail = 10000 })).Count);
    }

    [Fact]
    public async Task A_log_of_more_than_a_page_is_read_page_by_page_and_a_tail_over_pages_is_complete()
    {
        // A page has at most 1 MB.
        var lines = Enumerable.Range(0, 30).Select(index => $"{index}:" + new string('x', 100_000)).ToList();
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Log = lines });

        var parts = await PartsAsync(new PipelineLogQuery { PipelineName = "demo" });
        var tail = await ReadAsync(new PipelineLogQuery { PipelineName = "demo", Tail = 25 });

        Assert.True(parts.Count(part => part.Events.Count > 0) > 2);
        Assert.All(parts, part => Assert.True(part.Events.Sum(entry => (long)entry.Message.Length) <= 1_048_576));
        Assert.Equal(lines, parts.SelectMany(part => part.Events).Select(entry => entry.Message).Where(text => text.Contains("xx")));
        Assert.Equal(25, tail.Count);
        Assert.Equal(lines.Skip(10), tail.Select(entry => entry.Message).Where(text => text.Contains("xx")));
    }

    [Fact]
    public async Task Secrets_in_a_log_are_redacted()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["DB_PASSWORD=hunter2", "https://user:hunter2@bitbucket.org/ws/repo"] });

        var log = await ReadAsync(new PipelineLogQuery { PipelineName = "demo" });

        Assert.DoesNotContain(log, entry => entry.Message.Contains("hunter2"));
        Assert.Contains(log, entry => entry.Message == "DB_PASSWORD=****");
    }

    [Fact]
    public async Task Commands_have_their_log_in_the_group_of_the_pipeline()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Run", Log = ["hello"] }, Action("Run", "Compute", "Commands"));

        var line = (await ReadAsync(new PipelineLogQuery { PipelineName = "demo" })).Single(entry => entry.Message == "hello");

        Assert.Equal(("/aws/codepipeline/demo", "Run"), (line.LogGroupName, line.ActionName));
        Assert.Equal(0, _fixture.Sink.Calls("BatchGetBuilds"));
    }

    [Fact]
    public async Task The_log_of_an_action_in_another_Region_is_read_there()
    {
        using var s3 = new Amazon.S3.AmazonS3Client(
            Sandbox.Info.AccessKey, Sandbox.Info.SecretKey, new Amazon.S3.AmazonS3Config { ServiceURL = Sandbox.Info.EndpointUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "eu-west-1" });
        await s3.PutBucketAsync(new Amazon.S3.Model.PutBucketRequest { BucketName = "far", BucketRegionName = "eu-west-1", UseClientRegion = false }, Token);
        await CreateAsync(null, Action("Build") with { Region = "eu-west-1" });

        var log = await ReadAsync(new PipelineLogQuery { PipelineName = "demo" });

        Assert.All(log, entry => Assert.Equal(("eu-west-1", "us-east-1"), (entry.LogRegion, entry.Region)));
        Assert.NotEmpty(log);
    }

    [Fact]
    public async Task Following_starts_with_the_tail_waits_for_new_lines_and_ends_with_the_action()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Log = ["never"], Duration = TimeSpan.FromHours(2) });
        var reader = Logs.Read(new PipelineLogQuery { PipelineName = "demo", Tail = 1, Follow = new WaitOptions { Timeout = TimeSpan.FromHours(1), PollInterval = TimeSpan.FromSeconds(7) } });

        var (first, waiting) = await UntilWaitAsync(reader);
        Assert.EndsWith("Entering phase BUILD", Assert.Single(first), StringComparison.Ordinal);
        Assert.Equal(("Waits for the next lines of Build", TimeSpan.FromSeconds(7), TimeSpan.FromHours(1), false), (waiting.Activity, waiting.Delay, waiting.Remaining, waiting.IsCompleted));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((0, TimeSpan.FromMinutes(50)), ((await UntilWaitAsync(reader)).Messages.Count, (await UntilWaitAsync(reader)).Last.Remaining));

        await AbandonAsync();
        var (rest, last) = await UntilWaitAsync(reader);
        Assert.Equal(2, rest.Count);
        Assert.EndsWith("Phase complete: BUILD State: FAILED", rest[0], StringComparison.Ordinal);
        Assert.Equal((true, null), (last.IsCompleted, last.Failure));
    }

    [Fact]
    public async Task A_build_in_progress_is_read_without_following_too()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Duration = TimeSpan.FromHours(2) }, Action("Build"), Action("Test"));

        // The history has no id of a build in progress, so the state has to tell it.
        Assert.Equal(["Build", "Test"], Names(await ReadAsync(new PipelineLogQuery { PipelineName = "demo", StageName = "Build" })));
        Assert.Equal(["Build"], Names(await ReadAsync(new PipelineLogQuery { PipelineName = "demo" })));
    }

    [Fact]
    public async Task Following_waits_for_the_action_to_start_and_ends_at_the_deadline()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Source", Duration = TimeSpan.FromHours(2) });
        var reader = Logs.Read(new PipelineLogQuery { PipelineName = "demo", Follow = new WaitOptions { Timeout = TimeSpan.FromMinutes(2) } });

        var waiting = await reader.NextAsync(Token);
        Assert.Equal(("Waits for the start of an action with a log", false), (waiting.Activity, waiting.IsCompleted));

        _clock.Advance(TimeSpan.FromMinutes(3));
        var last = await reader.NextAsync(Token);
        Assert.Equal((true, ServiceErrorKind.WaitTimeout, "LogWaitTimeout"), (last.IsCompleted, last.Failure!.Kind, last.Failure.Condition));
        Assert.StartsWith("After 120 s, no action with a log of the pipeline 'demo' has started.", last.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_outlives_throttling()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Duration = TimeSpan.FromHours(2) });
        var reader = Logs.Read(new PipelineLogQuery { PipelineName = "demo", Follow = new WaitOptions() });
        await UntilWaitAsync(reader);
        Sandbox.AddFault(new SandboxFault { Operation = "GetLogEvents", ErrorCode = "ThrottlingException" });

        var throttled = await reader.NextAsync(Token);
        Assert.Equal((null, false, TimeSpan.FromSeconds(10)), (throttled.Failure, throttled.IsCompleted, throttled.Delay));

        Sandbox.ClearFaults();
        await AbandonAsync();
        Assert.True((await UntilWaitAsync(reader)).Last.IsCompleted);
    }

    [Fact]
    public async Task Following_waits_for_a_stream_that_the_build_has_not_created_yet_but_reading_says_that_it_is_missing()
    {
        await CreateAsync(new SandboxActionOutcome { ActionName = "Build", Duration = TimeSpan.FromHours(2) });
        Sandbox.AddFault(new SandboxFault { Operation = "GetLogEvents", ErrorCode = "ResourceNotFoundException", Message = "The specified log stream does not exist." });
        var reader = Logs.Read(new PipelineLogQuery { PipelineName = "demo", Follow = new WaitOptions() });

        Assert.Equal("Waits for the log of Build", (await reader.NextAsync(Token)).Activity);
        Assert.Equal("LogNotStarted", (await PartsAsync(new PipelineLogQuery { PipelineName = "demo" }))[^1].Failure!.Condition);

        Sandbox.ClearFaults();
        Assert.NotEmpty((await UntilWaitAsync(reader)).Messages);
    }

    [Theory]
    [InlineData(null, "Compile", "ActionNotFound", "Its actions: Source, Build.")]
    [InlineData("Ship", null, "StageNotFound", "Its stages: Source, Build.")]
    [InlineData(null, "Source", "ActionHasNoLog", "because it is of the type Source/CodeStarSourceConnection.")]
    [InlineData("Source", null, "ActionHasNoLog", "no action with a log")]
    public async Task An_action_that_has_no_log_is_explained(string? stage, string? action, string condition, string text)
    {
        await CreateAsync(null);

        var failure = await Assert.ThrowsAsync<ServiceException>(() => ReadAsync(new PipelineLogQuery { PipelineName = "demo", StageName = stage, ActionName = action }));

        Assert.Equal(condition, failure.Condition);
        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_that_has_not_started_says_so()
    {
        await _fixture.CreatePipelineAsync("demo", Token, complete: false);

        var failure = await Assert.ThrowsAsync<ServiceException>(() => ReadAsync(new PipelineLogQuery { PipelineName = "demo", ActionName = "Build" }));

        // The source failed, so following would not help either.
        Assert.Equal((ServiceErrorKind.InvalidState, "LogNotStarted"), (failure.Kind, failure.Condition));
        var followed = await Assert.ThrowsAsync<ServiceException>(() => ReadAsync(new PipelineLogQuery { PipelineName = "demo", Follow = new WaitOptions() }));
        Assert.Equal("LogNotStarted", followed.Condition);
    }

    [Fact]
    public async Task A_deleted_log_is_named()
    {
        await CreateAsync(null);
Sandbox.AddFault(new SandboxFault { Operation = "GetLogEvents", ErrorCode = "ResourceNotFoundException", Message = "The specified log group does not exist." });

        var failure = (await PartsAsync(new PipelineLogQuery { PipelineName = "demo" }))[^1].Failure!;

        Assert.Equal((ServiceErrorKind.NotFound, "LogNotFound", "ResourceNotFoundException"), (failure.Kind, failure.Condition, failure.ErrorCode));
        Assert.Contains("'/aws/codebuild/sandbox-build'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_log_is_an_error_of_its_action_and_the_next_action_is_read()
    {
        await CreateAsync(null, Action("Build"), Action("Test"));
        Sandbox.AddFault(new SandboxFault { Operation = "GetLogEvents", ErrorCode = "AccessDeniedException", Message = "no", HttpStatusCode = 400, Count = 1 });

        var parts = await PartsAsync(new PipelineLogQuery { PipelineName = "demo" });

        Assert.True(Assert.Single(parts, part => part.Failure is not null).Failure!.IsAccessDenied);
        Assert.Equal(["Test"], Names(parts.SelectMany(part => part.Events).ToList()));
    }

    private async Task CreateAsync(SandboxActionOutcome? outcome, params PipelineAction[] actions)
    {
        if (outcome is not null)
        {
            Sandbox.SetActionOutcome(outcome);
        }

        var connection = await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        Sandbox.CompleteConnection(connection.ConnectionArn);
        var request = new PipelineRequest
        {
            Name = "demo",
            ConnectionArn = connection.ConnectionArn,
            Repository = "example-ws/demo-repo",
            Branch = "main",
            RoleArn = Sandbox.Info.ServiceRoleArn,
            ArtifactBucket = actions.All(action => action.Region is null) ? Sandbox.Info.ArtifactBucket : null,
            ArtifactBuckets = actions.All(action => action.Region is null) ? null : new Dictionary<string, string> { ["us-east-1"] = Sandbox.Info.ArtifactBucket, ["eu-west-1"] = "far" },
            Stages = [new PipelineStage { Name = "Build", Actions = actions.Length > 0 ? actions : [Action("Build")] }],
        };
        await _fixture.Session.Pipelines.CreateAsync(_fixture.Session.Pipelines.Build(request), Token);
    }

    private async Task AbandonAsync()
    {
        var execution = (await _fixture.Session.Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;
        await _fixture.Session.Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = execution, Abandon = true }, Token);
    }

    private async Task<List<PipelineLogPart>> PartsAsync(PipelineLogQuery query)
    {
        var reader = Logs.Read(query);
        var parts = new List<PipelineLogPart>();
        do
        {
            parts.Add(await reader.NextAsync(Token));
        }
        while (!parts[^1].IsCompleted);
        return parts;
    }

    private async Task<List<PipelineLogEvent>> ReadAsync(PipelineLogQuery query)
    {
        var parts = await PartsAsync(query);
        return parts.Find(part => part.Failure is not null)?.Failure is { } failure ? throw failure : parts.SelectMany(part => part.Events).ToList();
    }

    private static PipelineAction Action(string name, string category = "Build", string provider = "CodeBuild") => new()
    {
        Name = name,
        ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" },
        Configuration = provider == "CodeBuild" ? new Dictionary<string, string> { ["ProjectName"] = "sandbox-build" } : null,
        Commands = provider == "CodeBuild" ? null : ["echo hello"],
        InputArtifacts = ["SourceArtifact"],
    };

    private static IEnumerable<string> Names(IReadOnlyList<PipelineLogEvent> log) => log.Select(entry => entry.ActionName).Distinct();

    private static bool Has(IReadOnlyList<PipelineLogEvent> log, string message) => log.Any(entry => entry.Message == message);

    // Reads until the reader waits or has read all.
    private static async Task<(List<string> Messages, PipelineLogPart Last)> UntilWaitAsync(IPipelineLogReader reader)
    {
        var messages = new List<string>();
        while (true)
        {
            var part = await reader.NextAsync(Token);
            messages.AddRange(part.Events.Select(entry => entry.Message));
            if (part.IsCompleted || part.Delay > TimeSpan.Zero)
            {
                return (messages, part);
            }
        }
    }
}
