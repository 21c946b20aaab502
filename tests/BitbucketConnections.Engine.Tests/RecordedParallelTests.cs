using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using static BitbucketConnections.Engine.Tests.RecordedBodies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests PARALLEL pipelines, whose state AWS returns without stages.</summary>
[Collection("environment")]
public sealed class RecordedParallelTests : IDisposable
{
    private const string Parallel = "PARALLEL";
    private readonly RecordedPipeline _aws = new RecordedPipeline().Answer("GetPipelineState", ParallelState).Answer("GetPipeline", Pipeline(Parallel));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task The_state_shows_the_stages_of_each_execution_in_progress_and_of_the_newest()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(Third, "Failed", Parallel), Execution(Second, "Succeeded", Parallel), Execution(First, "InProgress", Parallel)))
            .Answer("ListActionExecutions", Actions(GateAction(Third, "Failed"), SourceAction(Third)), Actions(GateAction(First, "InProgress"), SourceAction(First)));

        var stages = await _aws.Executions.GetStateAsync("demo", Token);

        Assert.Equal(
            [("Source", Third, "Succeeded"), ("Gate", Third, "Failed"), ("Source", First, "Succeeded"), ("Gate", First, "InProgress")],
            stages.Select(stage => (stage.StageName, stage.PipelineExecutionId, stage.Status)));
        Assert.True(stages[3].Actions.Single().IsWaitingForApproval);
        Assert.Equal(("Review waits for approval", "STANDARD", 1), (stages[3].Activity, stages[3].ExecutionType, stages[3].PipelineVersion));
        Assert.Equal([Third, First], _aws.Requests("ListActionExecutions").Select(request => (string?)request["filter"]!["pipelineExecutionId"]));
    }

    [Fact]
    public async Task The_state_before_the_first_execution_shows_the_stages_alone()
    {
        _aws.Answer("ListPipelineExecutions", Listed());

        var stages = await _aws.Executions.GetStateAsync("demo", Token);

        Assert.Equal([("Source", null), ("Gate", null)], stages.Select(stage => (stage.StageName, stage.Status)));
        Assert.Equal("Review", stages[1].Actions.Single().ActionName);
    }

    [Fact]
    public async Task A_retry_finds_the_stage_of_the_newest_execution()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(Second, "Failed", Parallel), Execution(First, "Failed", Parallel)))
            .Answer("ListActionExecutions", Actions(GateAction(Second, "Failed"), SourceAction(Second)))
            .Answer("RetryStageExecution", $$"""{"pipelineExecutionId":"{{Second}}"}""").Answer("GetPipelineExecution", One(Second, "InProgress", Parallel));

        await _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token);

        var sent = Assert.Single(_aws.Requests("RetryStageExecution"));
        Assert.Equal(("Gate", Second), ((string?)sent["stageName"], (string?)sent["pipelineExecutionId"]));
    }

    [Fact]
    public async Task A_retry_knows_the_stage_names_from_the_definition()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "InProgress", Parallel))).Answer("ListActionExecutions", NoActions);

        var unknown = await Assert.ThrowsAsync<ServiceException>(() => RetryAsync("None"));
        var early = await Assert.ThrowsAsync<ServiceException>(() => RetryAsync("Gate"));

        Assert.Equal("The pipeline 'demo' has no stage 'None'. Its stages: Source, Gate.", unknown.Message);
        Assert.Equal(("NothingToRetry", $"The stage 'Gate' of the pipeline 'demo' has not run yet in execution {First}."), (early.Condition, early.Message));
    }

    [Fact]
    public async Task The_present_execution_of_a_stage_is_not_the_target_of_a_rollback()
    {
        _aws.Answer("ListActionExecutions", Actions(SourceAction(Third), GateAction(Second, "Succeeded"), SourceAction(Second), GateAction(First, "Succeeded")))
            .Answer("ListPipelineExecutions", Listed(Execution(Second, "Succeeded", Parallel), Execution(First, "Succeeded", Parallel)))
            .Answer("RollbackStage", $$"""{"pipelineExecutionId":"{{Third}}"}""").Answer("GetPipelineExecution", One(Third, "InProgress", Parallel, isRollback: true));

        await RollBackAsync("Gate");

        Assert.Equal(First, (string?)Assert.Single(_aws.Requests("RollbackStage"))["targetPipelineExecutionId"]);
    }

    [Theory]
    [InlineData("None", "StageNotFound")]
    [InlineData("Gate", "NoRollbackTarget")]
    public async Task A_rollback_without_a_target_checks_the_stage_name_in_the_definition(string stage, string condition)
    {
        _aws.Answer("ListActionExecutions", Actions(SourceAction(First))).Answer("ListPipelineExecutions", Listed());

        Assert.Equal(condition, (await Assert.ThrowsAsync<ServiceException>(() => RollBackAsync(stage))).Condition);
    }

    [Fact]
    public async Task A_rollback_of_an_unknown_stage_in_another_mode_names_the_stages()
    {
        using var aws = new RecordedPipeline();
        aws.Answer("GetPipeline", Pipeline()).Answer("GetPipelineState", State(SourceDone(First), Stage("Gate", First, "InProgress", GateWaiting())));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => aws.Executions.RollBackStageAsync(new StageRollbackRequest { PipelineName = "demo", StageName = "None" }, Token));

        Assert.Equal(("StageNotFound", "The pipeline 'demo' has no stage 'None'. Its stages: Source, Gate."), (thrown.Condition, thrown.Message));
    }

    [Fact]
    public async Task An_approval_is_answered_with_the_id_of_its_action_execution()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "InProgress", Parallel))).Answer("ListActionExecutions", Actions(GateAction(First, "InProgress"), SourceAction(First)))
            .Answer("PutApprovalResult", """{"approvedAt":1790629900.5}""");

        var approval = Assert.Single(await _aws.Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo", StageName = "Gate" }, Token));
        await _aws.Executions.AnswerApprovalAsync(approval, isApproved: true, "seen", Token);

        Assert.Equal(Gate, (string?)Assert.Single(_aws.Requests("PutApprovalResult"))["token"]);
        Assert.Equal((First, 2026), (approval.PipelineExecutionId, approval.Since!.Value.Year));
    }

    [Fact]
    public async Task A_wait_shows_the_stages_and_reads_the_definition_once()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "InProgress", Parallel))).Answer("ListActionExecutions", Actions(GateAction(First, "InProgress"), SourceAction(First)));
        var waiter = _aws.Executions.CreateWaiter([new ExecutionKey("demo", First)], new WaitOptions());

        await waiter.PollAsync(Token);
        var poll = await waiter.PollAsync(Token);

        var stages = Assert.Single(poll.Waiting).Stages;
        Assert.Equal([("Source", "Succeeded", 1, null), ("Gate", "InProgress", 0, "Review waits for approval")], stages.Select(stage => (stage.StageName, stage.Status, stage.CompletedActions, stage.Activity)));
        Assert.Single(_aws.Requests("GetPipeline"));
        Assert.Equal("1", _aws.Requests("GetPipeline")[0]["version"]!.ToString());
    }

    [Theory]
    [InlineData("Stopping", "InProgress", "Stopping")]
    [InlineData("Stopped", "Abandoned", "Stopped")]
    [InlineData("Succeeded", "Succeeded", "Succeeded")]
    public async Task A_stage_has_the_status_of_its_actions(string execution, string action, string stage)
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, execution, Parallel))).Answer("ListActionExecutions", Actions(GateAction(First, action), SourceAction(First)));

        Assert.Equal(stage, (await _aws.Executions.GetStateAsync("demo", Token))[1].Status);
    }

    private Task<PipelineExecution> RollBackAsync(string stage) => _aws.Executions.RollBackStageAsync(new StageRollbackRequest { PipelineName = "demo", StageName = stage }, Token);

    private Task<PipelineExecution> RetryAsync(string stage) => _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo", StageName = stage }, Token);
}
