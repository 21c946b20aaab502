using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that an update shows which executions it ends, and can wait until none is in progress.</summary>
[Collection("environment")]
public sealed class EndedExecutionTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SandboxFixture _fixture;

    public EndedExecutionTests() => _fixture = new SandboxFixture(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineEditor Editor => _fixture.Session.Editor;

    private IPipelineExecutionService Executions => _fixture.Session.Executions;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_change_of_the_source_stage_names_the_executions_that_AWS_cancels()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var waiting = (await Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;
        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);
        var inbound = (await Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;

        var plan = await PlanAsync(new PipelineChanges { Branch = "develop" });

        Assert.True(plan.IsBusy);
        Assert.Equal(
            [
                $"Execution {waiting} (InProgress, waits for the approval Approval in the stage Approval): AWS cancels it, because the source stage changes.",
                $"Execution {inbound} (InProgress, waits before the stage Approval): AWS cancels it, because the source stage changes.",
            ],
            plan.ExecutionNotes);
        var warning = Assert.Single(plan.Warnings);
        Assert.StartsWith("The update of 'demo' affects 2 executions in progress. -WhenIdle waits until no execution is in progress.", warning, StringComparison.Ordinal);
        Assert.All(plan.ExecutionNotes, note => Assert.Contains(note, warning, StringComparison.Ordinal));
        await Editor.ApplyAsync(plan, Token);
        Assert.All((await Executions.ListAsync("demo", null, Token)).Items, run => Assert.Equal(("Cancelled", "Pipeline definition was updated"), (run.Status, run.StatusSummary)));
        Assert.False((await PlanAsync(new PipelineChanges { Branch = "main" })).IsBusy);
    }

    [Fact]
    public async Task Executions_that_stop_or_wait_are_listed_from_the_last_stage()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var stopping = (await Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;
        await Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = stopping }, Token);
        await Executions.SetTransitionAsync(new TransitionRequest { PipelineName = "demo", StageName = "Build", IsEnabled = false, Reason = "wait" }, Token);
        var inbound = (await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token)).PipelineExecutionId;

        var plan = await PlanAsync(new PipelineChanges { Branch = "develop" });

        Assert.Equal(
            [$"Execution {stopping} (Stopping, waits for the approval Approval in the stage Approval)", $"Execution {inbound} (InProgress, waits before the stage Build)"],
            plan.ExecutionNotes.Select(note => note.Remove(note.IndexOf(':', StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_change_during_an_approval_says_that_it_can_no_longer_be_answered()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);

        var plan = await PlanAsync(new PipelineChanges { Variables = [new PipelineVariable { Name = "Stage", DefaultValue = "test" }] });
        await Editor.ApplyAsync(plan, Token);
        var next = await PlanAsync(new PipelineChanges { Branch = "develop" });

        Assert.EndsWith("its approval can no longer be answered, and it stays InProgress until it is stopped.", Assert.Single(plan.ExecutionNotes), StringComparison.Ordinal);
        Assert.EndsWith(
            "in the stage Approval, whose approval Approval was ended by an earlier update): it does not end by itself; stop it with Stop-BitbucketPipelineExecution.",
            Assert.Single(next.ExecutionNotes),
            StringComparison.Ordinal);
        Assert.Empty(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
    }

    [Fact]
    public async Task A_wait_for_an_execution_that_never_ends_by_itself_is_a_warning()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        Assert.Empty((await PlanAsync(new PipelineChanges { Branch = "develop", WhenIdle = true })).Warnings);
        await Editor.ApplyAsync(await PlanAsync(new PipelineChanges { Variables = [new PipelineVariable { Name = "Stage", DefaultValue = "test" }] }), Token);

        var plan = await PlanAsync(new PipelineChanges { Branch = "develop", WhenIdle = true });

        Assert.EndsWith("does not end by itself, and -WhenIdle waits until it ends. Stop it with Stop-BitbucketPipelineExecution.", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallel_executions_are_listed_with_their_approvals()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true, mode: "PARALLEL");
        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        var plan = await PlanAsync(new PipelineChanges { Branch = "develop" });

        Assert.Equal(2, plan.ExecutionNotes.Count);
        Assert.All(plan.ExecutionNotes, note => Assert.Contains("waits for the approval Approval in the stage Approval", note, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_state_is_read_and_nothing_if_the_pipeline_is_unchanged()
    {
        await _fixture.CreatePipelineAsync("demo", Token);

        Assert.Empty((await PlanAsync(new PipelineChanges { Branch = "main" })).Differences);
        Assert.Equal((0, 0), (_fixture.Sink.Calls("GetPipelineState"), _fixture.Sink.Calls("ListPipelineExecutions")));
        Assert.False((await PlanAsync(new PipelineChanges { Branch = "develop" })).IsBusy);
        Assert.Equal((1, 0), (_fixture.Sink.Calls("GetPipelineState"), _fixture.Sink.Calls("ListPipelineExecutions")));
    }

    [Fact]
    public async Task Without_access_to_the_state_the_list_is_used_and_without_both_there_is_a_warning()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        Refuse("GetPipelineState");
        Assert.Contains("(InProgress): AWS cancels it", Assert.Single((await PlanAsync(new PipelineChanges { Branch = "develop" })).ExecutionNotes), StringComparison.Ordinal);
        Refuse("ListPipelineExecutions");

        var plan = await PlanAsync(new PipelineChanges { Branch = "develop" });

        Assert.StartsWith("Cannot determine which executions of 'demo' this update ends, because they can't be listed: ", Assert.Single(plan.ExecutionNotes), StringComparison.Ordinal);
        Assert.Equal(plan.ExecutionNotes, plan.Warnings);
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => PlanAsync(new PipelineChanges { Branch = "develop", WhenIdle = true }));
        Assert.Equal("AccessDeniedException", thrown.ErrorCode);
    }

    [Fact]
    public async Task A_wait_for_an_idle_pipeline_ends_with_its_last_execution()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var plan = await PlanAsync(new PipelineChanges { Branch = "develop", WhenIdle = true });
        Assert.EndsWith(": the update waits until it ends.", Assert.Single(plan.ExecutionNotes), StringComparison.Ordinal);
        Assert.Empty(plan.Warnings);
        var waiter = Editor.CreateIdleWaiter(plan, Options(60));

        var busy = await waiter.PollAsync(Token);
        await Executions.AnswerApprovalAsync(Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token)), isApproved: true, "ok", Token);
        var idle = await waiter.PollAsync(Token);

        Assert.Equal((false, 1), (busy.IsCompleted, busy.Executions.Count));
        Assert.Equal((true, 0), (idle.IsCompleted, idle.Executions.Count));
        Assert.Null(idle.Failure);
    }

    [Fact]
    public async Task A_wait_that_takes_too_long_fails_with_what_is_still_in_progress()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var waiter = Editor.CreateIdleWaiter(await PlanAsync(new PipelineChanges { Branch = "develop", WhenIdle = true }), Options(60));
        await waiter.PollAsync(Token);
        _clock.Advance(TimeSpan.FromSeconds(61));

        var poll = await waiter.PollAsync(Token);

        Assert.Equal((true, ServiceErrorKind.WaitTimeout, "PipelineWaitTimeout"), (poll.IsCompleted, poll.Failure!.Kind, poll.Failure.Condition));
        Assert.Contains("Nothing was changed. Execution ", poll.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_list_is_an_error_if_it_must_be_complete()
    {
        var first = Calling.TokenCursor.NextOfAll(null, "a", "codepipeline", "ListPipelineExecutions");

        Assert.Null(Calling.TokenCursor.NextOfAll(first, null, "codepipeline", "ListPipelineExecutions"));
        var thrown = Assert.Throws<ServiceException>(() => Calling.TokenCursor.NextOfAll(first, "a", "codepipeline", "ListPipelineExecutions"));
        Assert.Equal(ServiceErrorKind.UnexpectedResponse, thrown.Kind);
    }

    private static WaitOptions Options(int seconds) => new() { Timeout = TimeSpan.FromSeconds(seconds), PollInterval = TimeSpan.FromSeconds(5) };

    private Task<PipelineEditPlan> PlanAsync(PipelineChanges changes) => Editor.PlanAsync("demo", changes, Token);

    private void Refuse(string operation) => _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, ErrorCode = "AccessDeniedException", Message = "no" });
}
