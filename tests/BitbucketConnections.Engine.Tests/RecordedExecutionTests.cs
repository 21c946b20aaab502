using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using static BitbucketConnections.Engine.Tests.RecordedBodies;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests executions and actions as AWS returns them.</summary>
[Collection("environment")]
public sealed class RecordedExecutionTests : IDisposable
{
    private const string NotZip = "The archive is malformed.";
    private readonly RecordedPipeline _aws = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task A_failed_action_of_the_list_has_its_summary_as_the_error_message()
    {
        _aws.Answer("ListActionExecutions", Actions(FailedAction(First, NotZip)));

        var action = Assert.Single((await _aws.Executions.ListActionsAsync("demo", First, null, Token)).Items);

        Assert.Equal(("ConfigurationError", NotZip, NotZip), (action.ErrorCode, action.ErrorMessage, action.Summary));
    }

    [Fact]
    public async Task A_rejected_approval_of_the_list_has_a_summary_and_no_error()
    {
        _aws.Answer("ListActionExecutions", Actions(GateAction(First, "Failed")));

        var action = Assert.Single((await _aws.Executions.ListActionsAsync("demo", First, null, Token)).Items);

        Assert.Equal(("Failed", null, null, "no"), (action.Status, action.ErrorCode, action.ErrorMessage, action.Summary));
    }

    [Fact]
    public async Task A_failed_execution_shows_the_text_of_its_action()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "Failed"))).Answer("ListActionExecutions", Actions(FailedAction(First, "User is not authorized to perform: kms:Decrypt")));

        var poll = await _aws.Executions.CreateWaiter([new ExecutionKey("demo", First)], new WaitOptions()).PollAsync(Token);

        var error = Assert.Single(poll.Failed).Error;
        Assert.Equal("User is not authorized to perform: kms:Decrypt", error.ServiceMessage);
        Assert.Contains("permission to use the key that encrypts the artifacts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_has_an_error_without_an_execution()
    {
        const string Text = "Could not access the Amazon S3 object: \\\"artifacts/in.zip\\\". Make sure that the names of the bucket and object are both correct.";
        _aws.Answer("GetPipelineState", State(
            Stage("Source", null, null, $$"""{"actionName":"Source","latestExecution":{"status":"Failed","errorDetails":{"code":"ConfigurationError","message":"{{Text}}"} } }"""),
            Stage("Gate", null, null, """{"actionName":"Review"}""")));

        var stages = await _aws.Executions.GetStateAsync("demo", Token);
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token));

        var source = Assert.Single(stages[0].Actions);
        Assert.Equal((null, null, "Failed", "ConfigurationError"), (stages[0].Status, stages[0].ExecutionType, source.Status, source.ErrorCode));
        Assert.StartsWith("Could not access the Amazon S3 object", source.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("NothingToRetry", thrown.Condition);
    }

    [Fact]
    public async Task An_execution_without_a_type_is_STANDARD()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(First, "InProgress"))).Answer("GetPipelineExecution", One(First, "InProgress"))
            .Answer("GetPipelineState", State(SourceDone(First), Stage("Gate", null, null, """{"actionName":"Review"}""")));

        var listed = Assert.Single((await _aws.Executions.ListAsync("demo", null, Token)).Items);
        var one = await _aws.Executions.GetAsync("demo", First, Token);
        var stages = await _aws.Executions.GetStateAsync("demo", Token);

        Assert.Equal(("STANDARD", "STANDARD", "STANDARD", null), (listed.ExecutionType, one.ExecutionType, stages[0].ExecutionType, stages[1].ExecutionType));
        Assert.Equal((RecordedPipeline.Arn, listed.StartTime), (one.TriggerDetail, listed.LastUpdateTime));
        Assert.Null(one.Variables);
    }

    [Fact]
    public async Task The_trigger_of_a_rollback_shows_the_user()
    {
        _aws.Answer("ListPipelineExecutions", Listed(Execution(Second, "Succeeded", isRollback: true))).Answer("GetPipelineExecution", One(Second, "Succeeded", isRollback: true));

        var listed = Assert.Single((await _aws.Executions.ListAsync("demo", null, Token)).Items);
        var one = await _aws.Executions.GetAsync("demo", Second, Token);

        Assert.Equal([("ROLLBACK", "ManualRollback", RecordedPipeline.Arn), ("ROLLBACK", "ManualRollback", RecordedPipeline.Arn)], new[] { listed, one }.Select(run => (run.ExecutionType, run.TriggerType, run.TriggerDetail)));
        Assert.Equal(First, one.RollbackTargetPipelineExecutionId);
    }

    [Theory]
    [InlineData("ManualRollback", "{arn:aws:sts::111122223333:assumed-role/r}", "{arn:aws:sts::111122223333:assumed-role/r}")]
    [InlineData("AutomatedRollback", """{"FailedPipelineExecutionId":"e"}""", "e")]
    [InlineData("ManualRollback", """{"a":"1","b":"2"}""", """{"a":"1","b":"2"}""")]
    [InlineData("WebhookV2", """{"a":"1"}""", """{"a":"1"}""")]
    public async Task Only_a_rollback_detail_with_one_member_is_read(string type, string detail, string shown)
    {
        _aws.Answer("GetPipelineExecution", One(Second, "Succeeded", isRollback: true)
            .Replace("\"ManualRollback\"", $"\"{type}\"", StringComparison.Ordinal)
            .Replace($$"""{\"AwsUserArn\":\"{{RecordedPipeline.Arn}}\"}""", detail.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal));

        Assert.Equal(shown, (await _aws.Executions.GetAsync("demo", Second, Token)).TriggerDetail);
    }

    [Fact]
    public async Task A_stopped_stage_can_be_retried_without_its_name()
    {
        _aws.Answer("GetPipelineState", State(SourceDone(First), Stage("Gate", First, "Stopped", $$"""{"actionName":"Review","latestExecution":{"actionExecutionId":"{{Gate}}","status":"Abandoned","summary":"The approval action has been canceled."} }""")))
            .Answer("RetryStageExecution", $$"""{"pipelineExecutionId":"{{First}}"}""").Answer("GetPipelineExecution", One(First, "InProgress"));

        await _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo", RetryMode = "ALL_ACTIONS" }, Token);

        var sent = Assert.Single(_aws.Requests("RetryStageExecution"));
        Assert.Equal(("Gate", First), ((string?)sent["stageName"], (string?)sent["pipelineExecutionId"]));
    }

    [Fact]
    public async Task A_failed_stage_is_retried_before_a_stopped_one()
    {
        _aws.Answer("GetPipelineState", State(Stage("Source", Second, "Stopped", """{"actionName":"Source"}"""), Stage("Gate", First, "Failed", Answered("Failed"))))
            .Answer("RetryStageExecution", $$"""{"pipelineExecutionId":"{{First}}"}""").Answer("GetPipelineExecution", One(First, "InProgress"));

        await _aws.Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token);

        Assert.Equal("Gate", (string?)_aws.Requests("RetryStageExecution")[0]["stageName"]);
    }

    [Fact]
    public async Task A_started_execution_that_AWS_does_not_find_yet_is_read_again()
    {
        _aws.Answer("GetPipeline", Pipeline()).Answer("StartPipelineExecution", $$"""{"pipelineExecutionId":"{{First}}"}""")
            .Refuse("GetPipelineExecution", "PipelineExecutionNotFoundException", Missing(First), count: 3).Answer("GetPipelineExecution", One(First, "InProgress"));

        var run = await _aws.Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        Assert.Equal((First, "InProgress"), (run.PipelineExecutionId, run.Status));
        Assert.Empty(_aws.Sink.Messages(DiagnosticLevel.Warning));
        Assert.Equal(4, _aws.Requests("GetPipelineExecution").Length);
    }

    [Fact]
    public async Task A_started_execution_that_AWS_never_finds_is_a_warning_after_15_seconds()
    {
        _aws.Answer("GetPipeline", Pipeline()).Answer("StartPipelineExecution", $$"""{"pipelineExecutionId":"{{First}}"}""").Refuse("GetPipelineExecution", "PipelineExecutionNotFoundException", Missing(First));

        var run = await _aws.Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        Assert.Equal((First, null), (run.PipelineExecutionId, run.Status));
        Assert.Contains(Missing(First), Assert.Single(_aws.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
        Assert.InRange(_aws.Clock.Uptime, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(16));
    }

    [Fact]
    public async Task An_unknown_execution_that_was_not_started_here_fails_at_once()
    {
        _aws.Refuse("GetPipelineExecution", "PipelineExecutionNotFoundException", Missing(First));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.GetAsync("demo", First, Token));

        Assert.Equal((true, Missing(First)), (thrown.IsExecutionNotFound, thrown.ServiceMessage));
        Assert.Single(_aws.Requests("GetPipelineExecution"));
        Assert.Equal(TimeSpan.Zero, _aws.Clock.Uptime);
    }

    [Fact]
    public async Task A_wait_that_finds_a_new_execution_only_sometimes_continues()
    {
        _aws.Answer("ListPipelineExecutions", Listed(), Listed(Execution(First, "InProgress")), Listed(), Listed(Execution(First, "Succeeded")))
            .Refuse("GetPipelineExecution", "PipelineExecutionNotFoundException", Missing(First)).Answer("GetPipelineState", State(SourceDone(First)));
        var waiter = _aws.Executions.CreateWaiter([new ExecutionKey("demo", First)], new WaitOptions());

        for (var i = 0; i < 3; i++)
        {
            Assert.Empty((await waiter.PollAsync(Token)).Failed);
            _aws.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Single((await waiter.PollAsync(Token)).Succeeded);
    }

    [Fact]
    public async Task A_throttled_call_without_a_message_is_throttled()
    {
        _aws.Refuse("ListPipelineExecutions", "ThrottlingException", null);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.ListAsync("demo", null, Token));
        var poll = await _aws.Executions.CreateWaiter([new ExecutionKey("demo", First)], new WaitOptions { PollInterval = TimeSpan.FromSeconds(5) }).PollAsync(Token);

        Assert.Equal((true, true), (thrown.IsThrottled, thrown.IsRetryable));
        Assert.Equal("ListPipelineExecutions for 'demo' failed: AWS returned no message (ThrottlingException, request 0123-request)", thrown.Message);
        Assert.Null(thrown.ServiceMessage);
        Assert.Equal((0, TimeSpan.FromSeconds(10)), (poll.Failed.Count, poll.Delay));
    }

    [Theory]
    [InlineData("StageNotFoundException", "Pipeline 'demo' does not have a stage with name 'Missing'")]
    [InlineData("PipelineExecutionNotFoundException", $"Target Pipeline Execution with id '{First}' does not exist in pipeline with name 'demo'")]
    [InlineData("ValidationException", "1 validation error detected: Value at 'targetPipelineExecutionId' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    [InlineData("UnableToRollbackStageException", $"Target Pipeline Execution with id '{First}' has not completed in stage with name 'Gate'")]
    [InlineData("UnableToRollbackStageException", "Pipeline 'demo' cannot start rollback since stage Gate is in progress.")]
    [InlineData("PipelineExecutionOutdatedException", "Pipeline 'demo' has been updated since the rollback request was made.")]
    public async Task A_refused_rollback_has_the_message_of_AWS(string code, string message)
    {
        _aws.Refuse("RollbackStage", code, message).Answer("GetPipeline", Pipeline());

        var thrown = await Assert.ThrowsAsync<ServiceException>(
            () => _aws.Executions.RollBackStageAsync(new StageRollbackRequest { PipelineName = "demo", StageName = "Gate", TargetPipelineExecutionId = First }, Token));

        Assert.Equal((code, message), (thrown.ErrorCode, thrown.ServiceMessage));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PipelineExecutionNotStoppableException", $"The pipeline execution with ID '{First}' in 'demo' can't be stopped now. Either it does not exist in the pipeline, or the pipeline execution has no action executions in progress.")]
    [InlineData("DuplicatedStopRequestException", $"The execution with ID {First} in demo is already in a stopping state. If you already chose to stop and wait, you cannot make that request again. You can choose to stop and abandon now, but be aware that this option can lead to failed actions. If you already chose to stop and abandon, you cannot make that request again.")]
    public async Task A_refused_stop_has_the_message_of_AWS(string code, string message)
    {
        _aws.Refuse("StopPipelineExecution", code, message);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = First }, Token));

        Assert.Equal((code, message), (thrown.ErrorCode, thrown.ServiceMessage));
    }

    [Fact]
    public async Task The_history_of_a_missing_pipeline_has_the_message_of_AWS()
    {
        const string Text = "The account with AWS account ID '111122223333' does not include a pipeline named 'demo'";
        _aws.Refuse("ListActionExecutions", "PipelineNotFoundException", Text);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _aws.Executions.ListActionsAsync("demo", First, null, Token));

        Assert.Equal((true, Text), (thrown.IsNotFound, thrown.ServiceMessage));
    }

    private static string Missing(string id) => $"Pipeline Execution with id '{id}' does not exist in pipeline with name 'demo'";
}
