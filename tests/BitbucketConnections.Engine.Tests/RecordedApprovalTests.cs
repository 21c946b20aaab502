using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using static BitbucketConnections.Engine.Tests.RecordedBodies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests manual approvals as AWS returns them.</summary>
[Collection("environment")]
public sealed class RecordedApprovalTests : IDisposable
{
    private const string NotRetryable =
        $"The stage named Gate in the demo pipeline can't be retried now. Either it contains no failed actions, the execution '{First}' is already superseded, or the pipeline definition has changed since the action(s) failed.";

    private readonly RecordedPipeline _aws = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task The_start_of_an_approval_without_a_time_is_read_from_its_action()
    {
        _aws.Answer("GetPipelineState", Gated("InProgress", GateWaiting())).Answer("ListActionExecutions", Actions(GateAction(First, "InProgress"), SourceAction(First)));

        var plain = Assert.Single(await FindAsync());
        Assert.Null(plain.Since);
        Assert.Equal(["GetPipelineState"], _aws.Calls);
        var timed = Assert.Single(await FindAsync(includeStartTime: true));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1790629810250).UtcDateTime, timed.Since);
    }

    [Fact]
    public async Task A_start_that_cannot_be_read_is_unknown_and_not_an_error()
    {
        _aws.Answer("GetPipelineState", Gated("InProgress", GateWaiting())).Refuse("ListActionExecutions", "ThrottlingException", null);

        Assert.Null(Assert.Single(await FindAsync(includeStartTime: true)).Since);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("  ", false)]
    public async Task An_approval_that_requires_a_summary_is_not_answered_without_one(string summary, bool isApproved)
    {
        _aws.Answer("GetPipelineState", Gated("InProgress", GateWaiting())).Answer("GetPipeline", Pipeline(gate: """{"IsSummaryRequired":"true"}"""));
        var approval = Assert.Single(await FindAsync());

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.AnswerApprovalAsync(approval, isApproved, summary, Token));

        Assert.Equal((ServiceErrorKind.InvalidInput, "SummaryRequired"), (thrown.Kind, thrown.Condition));
        Assert.Equal("The action 'Review' of the stage 'Gate' of 'demo' requires a summary. Specify -Summary.", thrown.Message);
        Assert.DoesNotContain("PutApprovalResult", _aws.Calls);
    }

    [Theory]
    [InlineData("""{"IsSummaryRequired":"true"}""", "seen", 0)]
    [InlineData("""{"IsSummaryRequired":"false"}""", "", 1)]
    [InlineData("{}", "", 1)]
    public async Task An_approval_with_a_summary_or_without_the_requirement_is_answered(string gate, string summary, int reads)
    {
        _aws.Answer("GetPipelineState", Gated("InProgress", GateWaiting())).Answer("GetPipeline", Pipeline(gate: gate)).Answer("PutApprovalResult", """{"approvedAt":1790629900.5}""");

        await _aws.Executions.AnswerApprovalAsync(Assert.Single(await FindAsync()), isApproved: true, summary, Token);

        Assert.Equal((1, reads), (_aws.Requests("PutApprovalResult").Length, _aws.Requests("GetPipeline").Length));
    }

    [Fact]
    public async Task A_user_who_cannot_read_the_pipeline_can_answer_and_sees_the_refusal_of_AWS()
    {
        const string Text = "Action 'Review' in stage 'Gate' requires a summary. Provide a summary in the approval result and try again.";
        _aws.Answer("GetPipelineState", Gated("InProgress", GateWaiting())).Refuse("GetPipeline", "AccessDeniedException", "no").Refuse("PutApprovalResult", "InvalidApprovalTokenException", Text);
        var approval = Assert.Single(await FindAsync());

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.AnswerApprovalAsync(approval, isApproved: true, string.Empty, Token));

        Assert.Equal(("InvalidApprovalTokenException", Text), (thrown.ErrorCode, thrown.ServiceMessage));
    }

    [Theory]
    [InlineData("Succeeded", true)]
    [InlineData("Failed", false)]
    public async Task An_answer_whose_response_was_lost_is_found_in_the_state_before_the_history_shows_it(string status, bool isApproved)
    {
        using var aws = new RecordedPipeline(attempts: 2);
        aws.Answer("GetPipelineState", Gated("InProgress", GateWaiting()), Gated("InProgress", Answered(status))).Answer("ListActionExecutions", Actions(GateAction(First, "InProgress")))
            .Lose("PutApprovalResult").Refuse("PutApprovalResult", "ApprovalAlreadyCompletedException", "The approval action has already been approved or rejected.");
        var approval = Assert.Single(await aws.Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));

        await aws.Executions.AnswerApprovalAsync(approval, isApproved, "no", Token);

        Assert.Equal(2, aws.Requests("PutApprovalResult").Length);
        await Assert.ThrowsAsync<ServiceException>(() => aws.Executions.AnswerApprovalAsync(approval, isApproved, "no", Token));
    }

    [Theory]
    [InlineData("The pipeline demo has been updated, and the approval request you responded to is now out of date.")]
    [InlineData("Action 'Review' in stage 'Gate' requires a summary. Provide a summary in the approval result and try again.")]
    public async Task A_refused_answer_has_the_message_of_AWS(string message)
    {
        _aws.Answer("GetPipelineState", Gated("InProgress", GateWaiting())).Refuse("PutApprovalResult", "InvalidApprovalTokenException", message);
        var approval = Assert.Single(await FindAsync());

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.AnswerApprovalAsync(approval, isApproved: true, "seen", Token));

        Assert.Equal(("InvalidApprovalTokenException", message), (thrown.ErrorCode, thrown.ServiceMessage));
    }

    [Fact]
    public async Task A_retry_after_a_rejection_waits_until_AWS_shows_the_failed_stage()
    {
        _aws.Answer("GetPipelineState", Gated("InProgress", Answered("Failed")), Gated("InProgress", Answered("Failed")), Gated("Failed", Answered("Failed")))
            .Answer("RetryStageExecution", $$"""{"pipelineExecutionId":"{{First}}"}""").Answer("GetPipelineExecution", One(First, "InProgress"));

        await _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token);

        Assert.Equal(["GetPipelineState", "GetPipelineState", "GetPipelineState", "RetryStageExecution", "GetPipelineExecution"], _aws.Calls);
        Assert.Equal("Gate", (string?)_aws.Requests("RetryStageExecution")[0]["stageName"]);
        Assert.InRange(_aws.Clock.Uptime, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_retry_of_a_known_stage_that_AWS_refuses_too_early_is_sent_again()
    {
        _aws.Refuse("RetryStageExecution", "StageNotRetryableException", NotRetryable).Answer("RetryStageExecution", $$"""{"pipelineExecutionId":"{{First}}"}""")
            .Answer("GetPipelineState", Gated("InProgress", Answered("Failed")), Gated("InProgress", Answered("Failed")), Gated("Failed", Answered("Failed"))).Answer("GetPipelineExecution", One(First, "InProgress"));

        await _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo", StageName = "Gate", PipelineExecutionId = First }, Token);

        Assert.Equal(2, _aws.Requests("RetryStageExecution").Length);
    }

    [Fact]
    public async Task A_retry_that_AWS_refuses_for_another_reason_is_not_sent_again()
    {
        _aws.Refuse("RetryStageExecution", "StageNotRetryableException", NotRetryable).Answer("GetPipelineState", Gated("Succeeded", Answered("Succeeded")));

        var thrown = await Assert.ThrowsAsync<ServiceException>(
            () => _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo", StageName = "Gate", PipelineExecutionId = First }, Token));

        Assert.Equal(("StageNotRetryableException", NotRetryable), (thrown.ErrorCode, thrown.ServiceMessage));
        Assert.Equal(TimeSpan.Zero, _aws.Clock.Uptime);
    }

    [Fact]
    public async Task An_approval_that_an_update_ended_is_not_waited_for()
    {
        const string Ended = $$$"""{"actionName":"Review","latestExecution":{"actionExecutionId":"{{{Gate}}}","status":"Failed","summary":"The approval action has been canceled."}}""";
        _aws.Answer("GetPipelineState", Gated("InProgress", Ended));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token));

        Assert.Equal(("NothingToRetry", TimeSpan.Zero), (thrown.Condition, _aws.Clock.Uptime));
        Assert.Contains($"The stage 'Gate' is InProgress in execution {First}.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_that_AWS_never_shows_as_failed_ends_the_wait()
    {
        _aws.Answer("GetPipelineState", Gated("InProgress", Answered("Failed")));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token));

        Assert.Equal("NothingToRetry", thrown.Condition);
        Assert.InRange(_aws.Clock.Uptime, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(65));
        Assert.Contains("about 30 seconds after an approval was rejected", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_continues_while_the_stage_stays_in_progress_after_an_answer()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "InProgress")), Listed(Execution(First, "InProgress")), Listed(Execution(First, "Succeeded")))
            .Answer("GetPipelineState", Gated("InProgress", Answered("Succeeded")));
        var waiter = _aws.Executions.CreateWaiter([new ExecutionKey("demo", First)], new WaitOptions());

        Assert.False((await waiter.PollAsync(Token)).IsCompleted);
        Assert.False((await waiter.PollAsync(Token)).IsCompleted);
        Assert.Equal("Succeeded", Assert.Single((await waiter.PollAsync(Token)).Succeeded).Status);
    }

    private Task<IReadOnlyList<PendingApproval>> FindAsync(bool includeStartTime = false) =>
        _aws.Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo", IncludeStartTime = includeStartTime }, Token);

    private static string Gated(string status, string action) => State(SourceDone(First), Stage("Gate", First, status, action));
}
