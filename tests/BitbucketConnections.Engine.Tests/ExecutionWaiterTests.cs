using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class ExecutionWaiterTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SandboxFixture _fixture;

    public ExecutionWaiterTests() => _fixture = new SandboxFixture(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineExecutionService Executions => _fixture.Session.Executions;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Many_executions_of_a_pipeline_need_one_list_call_and_one_state_call_per_poll()
    {
        await CreateAsync("demo", approval: true, mode: "QUEUED");
        await StartAsync("demo");
        await StartAsync("demo");
        var waiter = await WaiterAsync("demo");
        var before = (_fixture.Sink.Calls("ListPipelineExecutions"), _fixture.Sink.Calls("GetPipelineState"), _fixture.Sink.Calls("GetPipelineExecution"));

        var poll = await waiter.PollAsync(Token);

        Assert.Equal((before.Item1 + 1, before.Item2 + 1, before.Item3), (_fixture.Sink.Calls("ListPipelineExecutions"), _fixture.Sink.Calls("GetPipelineState"), _fixture.Sink.Calls("GetPipelineExecution")));
        Assert.Equal((3, false), (poll.Waiting.Count, poll.IsCompleted));
        var oldest = poll.Waiting.Single(p => p.Stages[2].Status is not null);
        Assert.Equal(["Succeeded", "Succeeded", "InProgress", null], oldest.Stages.Select(s => s.Status));
        Assert.Equal("Approval waits for approval", oldest.Stages[2].Activity);
        Assert.Equal("waits for an earlier execution", poll.Waiting.First(p => p != oldest).Stages.Single(s => s.Activity is not null).Activity);
    }

    [Fact]
    public async Task An_execution_that_continues_succeeds()
    {
        await CreateAsync("demo", approval: true);
        var waiter = await WaiterAsync("demo");
        Assert.Single((await waiter.PollAsync(Token)).Waiting);
        var approval = Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
        await Executions.AnswerApprovalAsync(approval, true, string.Empty, Token);

        var poll = await waiter.PollAsync(Token);

        Assert.True(poll.IsCompleted);
        Assert.Equal("Succeeded", Assert.Single(poll.Succeeded).Status);
        Assert.Equal(2, _fixture.Sink.Messages(DiagnosticLevel.Verbose).Count(m => m.StartsWith("Execution ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Unable to use Connection: arn. The provided role does not have sufficient permissions.", "The service role ROLE does not have the UseConnection permission", "Set-BitbucketPipeline -PipelineName demo -Region us-east-1 -GrantRole")]
    [InlineData("Unable to use Connection: arn. The provided role does not have sufficient permissions.", "-AllowAllRepositories", "-GrantRole")]
    [InlineData("Build terminated with state: FAILED. Phase: DOWNLOAD_SOURCE, Code: CLIENT_ERROR, Message: authorization failed for primary source", "the role of the build project 'sandbox-build' does not have", "Grant-BitbucketConnectionAccess -RoleName BUILDROLE")]
    [InlineData("Connection arn is not in available state. Its status is ERROR.", "The app of the connection was removed", "Set-BitbucketPipeline -PipelineName demo -Region us-east-1 -ConnectionName NAME")]
    [InlineData("Connection arn is not in available state. Its status is PENDING.", "the handshake", "Open-BitbucketConnection -ConnectionArn arn:aws:")]
    [InlineData("[Bitbucket] No Branch [main] found for FullRepositoryName [ws/repo]", "3. The Bitbucket app of the connection has no access to the repository", "-Branch BRANCH")]
    [InlineData("CodePipeline service role \"r\" is getting S3 access denied for the S3 bucket \"b\"", "s3:ListBucket", "-GrantRole")]
    [InlineData("The upload failed: Access Denied", "The service role ROLE does not have s3:PutObject or s3:PutObjectAcl", "-GrantRole")]
    [InlineData("User is not authorized to perform: kms:GenerateDataKey", "The service role ROLE, or the role of the build, does not have permission to use the key", "-GrantRole")]
    [InlineData("An internal error occurred", "The artifact bucket is not in the Region of the action", "Test-BitbucketPipeline -PipelineName demo")]
    [InlineData("Tests are red", "Restart-BitbucketPipelineStage", null)]
    public async Task A_failed_execution_shows_stage_action_message_causes_and_commands(string message, string advice, string? command)
    {
        _fixture.Sandbox.SetActionOutcome(new SandboxActionOutcome { StageName = "Build", IsFailure = true, ErrorCode = "JobFailed", Message = message });
        await CreateAsync("demo");

        var failure = Assert.Single((await (await WaiterAsync("demo")).PollAsync(Token)).Failed);

        Assert.Equal((ServiceErrorKind.ExecutionFailed, "Failed"), (failure.Error.Kind, failure.LastSeen!.Status));
        Assert.Contains($"the action 'Build' of the stage 'Build' failed: {message} (JobFailed)", failure.Error.Message, StringComparison.Ordinal);
        Assert.Contains(advice.Replace("ROLE ", _fixture.Sandbox.Info.ServiceRoleArn + " ", StringComparison.Ordinal).Replace("ROLE,", _fixture.Sandbox.Info.ServiceRoleArn + ",", StringComparison.Ordinal), failure.Error.Message, StringComparison.Ordinal);
        Assert.Equal(command is null, failure.Error.RecommendedAction is null);
        if (command is not null)
        {
            Assert.StartsWith("Run: ", failure.Error.RecommendedAction, StringComparison.Ordinal);
            Assert.Contains(command, failure.Error.RecommendedAction, StringComparison.Ordinal);
            Assert.EndsWith("To retry, run: Restart-BitbucketPipelineStage -PipelineName demo -Region us-east-1 -StageName Build", failure.Error.RecommendedAction, StringComparison.Ordinal);
        }

        // A build has its own page, which says more than the page of the pipeline.
        Assert.Contains("https://console.aws.amazon.com/codebuild/home?region=us-east-1#/builds/sandbox-build:", failure.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_of_a_failed_build_ends_with_the_last_lines_of_its_log()
    {
        var lines = Enumerable.Range(1, 20).Select(number => number == 20 ? "API_TOKEN=hunter2 " + new string('x', 400) : $"line {number}").ToList();
        _fixture.Sandbox.SetActionOutcome(new SandboxActionOutcome { StageName = "Build", IsFailure = true, Message = "Tests are red", Log = lines });
        await CreateAsync("demo");

        var message = Assert.Single((await (await WaiterAsync("demo")).PollAsync(Token)).Failed).Error.Message;

        var shown = message[message.IndexOf("The last lines of the log of 'Build':", StringComparison.Ordinal)..].Split(Environment.NewLine);
        Assert.Equal(["  line 13", "  line 14", "  line 15", "  line 16", "  line 17", "  line 18", "  line 19"], shown.Skip(1).Take(7));
        Assert.StartsWith("  API_TOKEN=****", shown[8], StringComparison.Ordinal);
        Assert.InRange(shown[8].Length, 100, 303);
        Assert.EndsWith("Phase complete: BUILD State: FAILED", shown[9], StringComparison.Ordinal);
        Assert.EndsWith("Tests are red", shown[10], StringComparison.Ordinal);
        Assert.Equal(11, shown.Length);
    }

    [Fact]
    public async Task A_failed_build_whose_log_is_denied_has_an_error_without_it()
    {
        _fixture.Sandbox.SetActionOutcome(new SandboxActionOutcome { StageName = "Build", IsFailure = true, Message = "Tests are red" });
        await CreateAsync("demo");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetLogEvents", ErrorCode = "AccessDeniedException", Message = "no" });

        var failure = Assert.Single((await (await WaiterAsync("demo")).PollAsync(Token)).Failed).Error;

        Assert.Contains("Tests are red", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("The last lines", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_fixture.Sink.Messages(DiagnosticLevel.Verbose), message => message.StartsWith("The log of the action 'Build' can't be read: ", StringComparison.Ordinal));
        Assert.Empty(_fixture.Sink.Messages(DiagnosticLevel.Warning));
    }

    [Fact]
    public async Task The_first_execution_of_a_pending_connection_says_to_complete_it()
    {
        await CreateAsync("demo", complete: false);

        var failure = Assert.Single((await (await WaiterAsync("demo")).PollAsync(Token)).Failed);

        Assert.Contains("Open-BitbucketConnection", failure.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_superseded_execution_names_the_newer_one_and_a_stopped_one_the_reason()
    {
        await CreateAsync("demo", approval: true);
        var first = (await Executions.ListAsync("demo", null, Token)).Items[0];
        await Executions.SetTransitionAsync(new TransitionRequest { PipelineName = "demo", StageName = "Build", Reason = "hold" }, Token);
        var second = await StartAsync("demo");
        var third = await StartAsync("demo");
        await Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = first.PipelineExecutionId, Abandon = true, Reason = "wrong commit" }, Token);

        var poll = await (await WaiterAsync("demo")).PollAsync(Token);

        var superseded = poll.Failed.Single(f => f.Key.PipelineExecutionId == second.PipelineExecutionId).Error;
        Assert.Equal((ServiceErrorKind.ExecutionEnded, "ExecutionSuperseded"), (superseded.Kind, superseded.Condition));
        Assert.Contains("superseded by execution " + third.PipelineExecutionId, superseded.Message, StringComparison.Ordinal);
        var stopped = poll.Failed.Single(f => f.Key.PipelineExecutionId == first.PipelineExecutionId).Error;
        Assert.Equal("ExecutionStopped", stopped.Condition);
        Assert.Contains("wrong commit", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("waits: the transition is disabled (hold)", poll.Waiting.Single().Stages[1].Activity);
    }

    [Fact]
    public async Task An_execution_that_is_not_found_is_polled_for_a_while()
    {
        await CreateAsync("demo");
        var waiter = Executions.CreateWaiter([new ExecutionKey("demo", "00000000-0000-0000-0000-000000000000")], new WaitOptions());

        Assert.Empty((await waiter.PollAsync(Token)).Failed);
        _clock.Advance(TimeSpan.FromSeconds(16));
        var failure = Assert.Single((await waiter.PollAsync(Token)).Failed);
        Assert.Equal((ServiceErrorKind.NotFound, "PipelineExecutionNotFound"), (failure.Error.Kind, failure.Error.Condition));
    }

    [Fact]
    public async Task A_timeout_shows_the_state_of_the_execution()
    {
        await CreateAsync("demo", approval: true);
        var waiter = await WaiterAsync("demo", TimeSpan.FromMinutes(10));
        await waiter.PollAsync(Token);
        _clock.Advance(TimeSpan.FromMinutes(11));

        var poll = await waiter.PollAsync(Token);

        var failure = Assert.Single(poll.Failed);
        Assert.Equal((ServiceErrorKind.WaitTimeout, "ExecutionWaitTimeout"), (failure.Error.Kind, failure.Error.Condition));
        Assert.Contains("After 600 s", failure.Error.Message, StringComparison.Ordinal);
        Assert.Contains("stage Approval: Approval waits for approval", failure.Error.Message, StringComparison.Ordinal);
        Assert.Equal((true, TimeSpan.Zero, TimeSpan.Zero), (poll.IsCompleted, poll.Remaining, poll.Delay));
    }

    [Fact]
    public async Task Throttling_delays_the_next_poll_and_denied_stages_are_read_only_once()
    {
        await CreateAsync("demo", approval: true);
        var waiter = await WaiterAsync("demo");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelineExecutions", ErrorCode = "ThrottlingException", Message = "slower" });
        var throttled = await waiter.PollAsync(Token);
        _fixture.Sandbox.ClearFaults();
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipelineState", ErrorCode = "AccessDeniedException", Message = "no" });
        var before = _fixture.Sink.Calls("GetPipelineState");
        var denied = await waiter.PollAsync(Token);
        await waiter.PollAsync(Token);

        Assert.Equal((TimeSpan.FromSeconds(10), false), (throttled.Delay, throttled.IsCompleted));
        Assert.Empty(Assert.Single(denied.Waiting).Stages);
        Assert.Equal(before + 1, _fixture.Sink.Calls("GetPipelineState"));
    }

    [Fact]
    public async Task Parallel_executions_show_their_own_stages()
    {
        await CreateAsync("demo", approval: true, mode: "PARALLEL");
        await StartAsync("demo");

        var poll = await (await WaiterAsync("demo")).PollAsync(Token);

        Assert.All(poll.Waiting, p => Assert.Equal(["Succeeded", "Succeeded", "InProgress", null], p.Stages.Select(s => s.Status)));
        Assert.All(poll.Waiting, p => Assert.Equal("Approval waits for approval", p.Stages[2].Activity));
    }

    [Fact]
    public async Task A_missing_pipeline_fails_only_its_own_executions()
    {
        await CreateAsync("demo");
        var run = (await Executions.ListAsync("demo", null, Token)).Items[0];

        var poll = await Executions.CreateWaiter([new ExecutionKey("none", run.PipelineExecutionId), new ExecutionKey("demo", run.PipelineExecutionId)], new WaitOptions()).PollAsync(Token);

        Assert.Equal("PipelineNotFoundException", Assert.Single(poll.Failed).Error.ErrorCode);
        Assert.Single(poll.Succeeded);
    }

    private Task<PipelineExecution> StartAsync(string name) => Executions.StartAsync(new PipelineStartRequest { PipelineName = name }, Token);

    private async Task<IExecutionWaiter> WaiterAsync(string name, TimeSpan? timeout = null)
    {
        var runs = (await Executions.ListAsync(name, null, Token)).Items;
        return Executions.CreateWaiter(
            runs.Select(run => new ExecutionKey(name, run.PipelineExecutionId)).ToList(), new WaitOptions { Timeout = timeout ?? TimeSpan.FromHours(1) });
    }

    private Task CreateAsync(string name, bool approval = false, string? mode = null, bool complete = true) =>
        _fixture.CreatePipelineAsync(name, Token, approval, mode, complete: complete);
}
