using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Executions;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests start, stop, retry, rollback, approvals and transitions on the sandbox.</summary>
[Collection("environment")]
public sealed class ExecutionServiceTests : IDisposable
{
    private readonly SandboxFixture _fixture = new(wantsDebug: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PipelineExecutionService Executions => _fixture.Session.Executions;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_execution_uses_the_specified_commit_and_variables()
    {
        await CreateAsync(variables: [new PipelineVariable { Name = "Stage", DefaultValue = "test" }]);

        var run = await Executions.StartAsync(
            new PipelineStartRequest
            {
                PipelineName = "demo", Variables = new Dictionary<string, string> { ["Stage"] = "prod" }, SourceRevisions = [new SourceOverride { RevisionValue = "abc123" }],
            },
            Token);

        Assert.Equal(("prod", "abc123", "StartPipelineExecution"), (run.Variables!["Stage"], run.SourceRevisions.Single().RevisionId, run.TriggerType));
    }

    [Fact]
    public async Task The_same_token_returns_the_same_execution_and_no_token_a_new_one()
    {
        await CreateAsync();
        var request = new PipelineStartRequest { PipelineName = "demo", ClientRequestToken = "build-42" };

        Assert.Equal((await Executions.StartAsync(request, Token)).PipelineExecutionId, (await Executions.StartAsync(request, Token)).PipelineExecutionId);
        var other = new PipelineStartRequest { PipelineName = "demo" };
        Assert.NotEqual((await Executions.StartAsync(other, Token)).PipelineExecutionId, (await Executions.StartAsync(other, Token)).PipelineExecutionId);
    }

    [Fact]
    public async Task A_pipeline_of_another_account_with_the_same_name_is_not_started()
    {
        await CreateAsync();

        var refused = await Assert.ThrowsAsync<ServiceException>(
            () => Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo", PipelineArn = "arn:aws:codepipeline:us-east-1:210987654321:demo" }, Token));

        Assert.Equal("PipelineOfAnotherAccount", refused.Condition);
        Assert.Equal(0, _fixture.Sink.Calls("StartPipelineExecution"));
    }

    [Fact]
    public async Task A_start_with_a_lost_response_starts_one_execution()
    {
        await CreateAsync();
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "StartPipelineExecution", LoseAnswer = true, Count = 1 });

        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        Assert.Equal(2, (await Executions.ListAsync("demo", null, Token)).Items.Count);
    }

    [Fact]
    public async Task Only_executions_in_progress_are_found()
    {
        await CreateAsync();
        Assert.Empty(await Executions.ListInProgressAsync("demo", Token));
        await _fixture.CreatePipelineAsync("waits", Token, true);

        var waiting = Assert.Single(await Executions.ListInProgressAsync("waits", Token));

        Assert.Equal("InProgress", waiting.Status);
    }

    [Fact]
    public async Task Inputs_that_AWS_accepts_and_that_fail_later_are_rejected_with_all_findings()
    {
        await CreateAsync(variables: [new PipelineVariable { Name = "Needed" }, new PipelineVariable { Name = "Other", DefaultValue = "x" }], start: false);
        var before = _fixture.Sink.Calls("StartPipelineExecution");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Executions.StartAsync(
            new PipelineStartRequest
            {
                PipelineName = "demo",
                Variables = new Dictionary<string, string> { ["Othr"] = "y" },
                SourceRevisions = [new SourceOverride { ActionName = "Sauce", RevisionValue = "abc" }],
            },
            Token));

        Assert.Equal(["UnknownVariable", "VariableMissing", "SourceActionNotFound"], thrown.Findings.Select(f => f.Id));
        Assert.Contains("Its source actions: Source.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, _fixture.Sink.Calls("StartPipelineExecution"));
    }

    [Fact]
    public async Task What_only_V2_pipelines_can_do_is_rejected_for_a_V1_pipeline_without_a_call_that_changes_something()
    {
        await CreateAsync();
        var plan = await _fixture.Session.Editor.PlanAsync("demo", new PipelineChanges { PipelineType = "V1" }, Token);
        await _fixture.Session.Editor.ApplyAsync(plan, Token);

        var start = await Assert.ThrowsAsync<ServiceException>(() => Executions.StartAsync(
            new PipelineStartRequest
            {
                PipelineName = "demo",
                Variables = new Dictionary<string, string> { ["Stage"] = "prod" },
                SourceRevisions = [new SourceOverride { RevisionValue = "abc" }],
            },
            Token));
        var rollback = await Assert.ThrowsAsync<ServiceException>(() => Executions.RollBackStageAsync(
            new StageRollbackRequest { PipelineName = "demo", StageName = "Build", TargetPipelineExecutionId = "11111111-2222-3333-4444-555555555555" }, Token));

        Assert.Equal(["PipelineTypeV2Needed", "PipelineTypeV2Needed"], start.Findings.Select(f => f.Id));
        Assert.Equal("PipelineTypeV2Needed", rollback.Condition);
        Assert.Contains("Set-BitbucketPipeline -PipelineName 'demo' -PipelineType V2", rollback.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_fixture.Sink.Calls("StartPipelineExecution"), _fixture.Sink.Calls("RollbackStage")));
    }

    [Fact]
    public async Task A_rollback_works_without_read_access()
    {
        await CreateAsync();
        var first = (await Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;
        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipeline", ErrorCode = "AccessDeniedException", Message = "no" });

        var rollback = await Executions.RollBackStageAsync(new StageRollbackRequest { PipelineName = "demo", StageName = "Build", TargetPipelineExecutionId = first }, Token);

        Assert.Equal("ROLLBACK", rollback.ExecutionType);
    }

    [Theory]
    [InlineData("bad token", null, null, "InvalidClientRequestToken")]
    [InlineData(null, "no spaces", "x", "InvalidVariable")]
    [InlineData(null, "Stage", "", "InvalidVariable")]
    public async Task An_invalid_start_makes_no_AWS_calls(string? token, string? variable, string? value, string id)
    {
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Executions.StartAsync(
            new PipelineStartRequest
            {
                PipelineName = "demo", ClientRequestToken = token, Variables = variable is null ? null : new Dictionary<string, string> { [variable] = value! },
            },
            Token));

        Assert.Equal((id, 0), (thrown.Condition, _fixture.Sink.Calls("GetPipeline")));
    }

    [Fact]
    public async Task A_start_works_without_read_access()
    {
        await CreateAsync();
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipeline", ErrorCode = "AccessDeniedException", Message = "no" });

        Assert.NotNull((await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token)).PipelineExecutionId);
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Executions.StartAsync(
            new PipelineStartRequest { PipelineName = "demo", SourceRevisions = [new SourceOverride { RevisionValue = "abc" }] }, Token));
        Assert.Equal("AccessDeniedException", thrown.ErrorCode);
    }

    [Fact]
    public async Task An_approval_is_found_and_answered_and_its_token_is_never_shown()
    {
        await CreateAsync(approval: true);

        var approval = Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
        Assert.Equal("demo/Approval/Approval", approval.ToString());
        await Executions.AnswerApprovalAsync(approval, isApproved: true, "looks good", Token);

        Assert.Equal("Succeeded", (await Executions.ListAsync("demo", null, Token)).Items[0].Status);
        Assert.Empty(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
        Assert.Equal("ApprovalAlreadyCompletedException", (await Assert.ThrowsAsync<ServiceException>(() => Executions.AnswerApprovalAsync(approval, true, string.Empty, Token))).ErrorCode);
        Assert.DoesNotContain(_fixture.Sink.Events, e => System.Text.RegularExpressions.Regex.IsMatch(e.Message, "\"token\":\"[0-9a-f]"));
    }

    [Fact]
    public async Task Approvals_of_parallel_executions_are_found_by_execution()
    {
        await CreateAsync(approval: true, mode: "PARALLEL");
        var second = await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        Assert.Equal(2, (await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token)).Count);
        var one = Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo", PipelineExecutionId = second.PipelineExecutionId }, Token));
        await Executions.AnswerApprovalAsync(one, isApproved: false, string.Empty, Token);
        Assert.Equal(["Failed", "InProgress"], (await Executions.ListAsync("demo", null, Token)).Items.Select(run => run.Status));
        Assert.DoesNotContain(_fixture.Sink.Events, e => System.Text.RegularExpressions.Regex.IsMatch(e.Message, "\"externalExecutionId\":\"[0-9a-f]{8}-"));
        var action = (await Executions.ListActionsAsync("demo", second.PipelineExecutionId, null, Token)).Items[0];
        Assert.Equal(("Approval", null), (action.ActionName, action.ExternalExecutionId));
    }

    [Fact]
    public async Task An_approval_on_a_later_page_is_found()
    {
        await CreateAsync(approval: true, mode: "PARALLEL");
        var first = Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
        for (var i = 0; i < 101; i++)
        {
            var run = await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);
            await Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = run.PipelineExecutionId, Abandon = true }, Token);
        }

        Assert.NotNull((await Executions.ListAsync("demo", null, Token)).Next);
        Assert.Equal(first.PipelineExecutionId, Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token)).PipelineExecutionId);
    }

    [Fact]
    public async Task A_stopped_execution_shows_the_reason()
    {
        await CreateAsync(approval: true);
        var id = (await Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;

        var stopped = await Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = id, Abandon = true, Reason = "wrong commit" }, Token);

        Assert.Equal("Stopped", stopped.Status);
        Assert.Equal("wrong commit", (await Executions.ListAsync("demo", null, Token)).Items[0].StopReason);
        Assert.Equal(
            "PipelineExecutionNotStoppableException",
            (await Assert.ThrowsAsync<ServiceException>(() => Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = id }, Token))).ErrorCode);
        Assert.Equal(
            "InvalidStopReason",
            (await Assert.ThrowsAsync<ServiceException>(() => Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = id, Reason = new string('x', 201) }, Token))).Condition);
    }

    [Fact]
    public async Task A_retry_finds_the_failed_stage()
    {
        _fixture.Sandbox.SetActionOutcome(new SandboxActionOutcome { StageName = "Build", IsFailure = true, Count = 1 });
        await CreateAsync();
        var id = (await Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;

        var again = await Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token);

        Assert.Equal(id, again.PipelineExecutionId);
        Assert.Equal("Succeeded", (await Executions.GetAsync("demo", id, Token)).Status);
        Assert.Equal("NothingToRetry", (await Assert.ThrowsAsync<ServiceException>(() => Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token))).Condition);
        Assert.Equal("StageNotFound", (await Assert.ThrowsAsync<ServiceException>(() => Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo", StageName = "None" }, Token))).Condition);
        Assert.Equal("StageNotRetryableException", (await Assert.ThrowsAsync<ServiceException>(() => Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo", StageName = "Build" }, Token))).ErrorCode);
    }

    [Fact]
    public async Task A_rollback_finds_the_latest_successful_execution()
    {
        await CreateAsync();
        var first = (await Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;
        Assert.Equal(
            "NoRollbackTarget",
            (await Assert.ThrowsAsync<ServiceException>(() => Executions.RollBackStageAsync(new StageRollbackRequest { PipelineName = "demo", StageName = "Build" }, Token))).Condition);
        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        var rollback = await Executions.RollBackStageAsync(new StageRollbackRequest { PipelineName = "demo", StageName = "Build" }, Token);

        Assert.Equal(("ROLLBACK", first), (rollback.ExecutionType, rollback.RollbackTargetPipelineExecutionId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("PARALLEL")]
    public async Task The_targets_of_rollbacks_are_earlier_executions_that_succeeded_in_the_stage(string? mode)
    {
        await _fixture.CreatePipelineAsync("demo", Token, mode: mode);
        var first = (await Executions.ListAsync("demo", null, Token)).Items[0].PipelineExecutionId;
        Assert.All(await Executions.ListRollbackTargetsAsync("demo", Token), stage => Assert.Empty(stage.Executions));

        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        var targets = await Executions.ListRollbackTargetsAsync("demo", Token);
        Assert.Equal(["Source", "Build"], targets.Select(stage => stage.StageName));
        Assert.Equal(first, Assert.Single(targets[1].Executions).PipelineExecutionId);
    }

    [Fact]
    public async Task A_stage_in_progress_has_no_targets_of_rollbacks()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var approval = Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
        await Executions.AnswerApprovalAsync(approval, isApproved: true, "ok", Token);
        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        var targets = await Executions.ListRollbackTargetsAsync("demo", Token);

        Assert.Equal([("Source", 1), ("Build", 1), ("Approval", 0)], targets.Take(3).Select(stage => (stage.StageName, stage.Executions.Count)));
    }

    [Fact]
    public async Task A_transition_is_disabled_and_enabled_and_shown()
    {
        await CreateAsync();
        await Executions.SetTransitionAsync(new TransitionRequest { PipelineName = "demo", StageName = "Build", Reason = "Release freeze" }, Token);
        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        var build = (await Executions.GetStateAsync("demo", Token))[1];
        Assert.Equal((false, "Release freeze", 1), (build.InboundTransitionEnabled, build.InboundTransitionDisabledReason, build.InboundExecutions.Count));
        Assert.NotNull(build.InboundTransitionChangedAt);
        await Executions.SetTransitionAsync(new TransitionRequest { PipelineName = "demo", StageName = "Build", IsEnabled = true }, Token);
        Assert.Equal("Succeeded", (await Executions.ListAsync("demo", null, Token)).Items[0].Status);
        Assert.Equal(
            "InvalidTransitionReason",
            (await Assert.ThrowsAsync<ServiceException>(() => Executions.SetTransitionAsync(new TransitionRequest { PipelineName = "demo", StageName = "Build", Reason = "a;b" }, Token))).Condition);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transition_of_a_stage_that_does_not_exist_names_the_stages(bool isReadable)
    {
        await CreateAsync();
        if (!isReadable)
        {
            _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipeline", ErrorCode = "AccessDeniedException", Message = "not allowed", HttpStatusCode = 403 });
        }

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Executions.SetTransitionAsync(new TransitionRequest { PipelineName = "demo", StageName = "Bild", Reason = "x" }, Token));

        Assert.Equal("StageNotFoundException", thrown.ErrorCode);
        Assert.Equal(isReadable, thrown.Message == "The pipeline 'demo' has no stage 'Bild'. Its stages: Source, Build.");
        Assert.NotNull(thrown.RequestId);
    }

    private async Task CreateAsync(bool approval = false, string? mode = null, IReadOnlyList<PipelineVariable>? variables = null, bool start = true)
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval, mode, variables);
        Assert.True(start || variables is not null);
    }
}
