using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests calls that succeeded but whose response was lost, so the SDK retries them.</summary>
[Collection("environment")]
public sealed class LostAnswerTests : IDisposable
{
    private readonly SandboxFixture _fixture = new(wantsDebug: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineExecutionService Executions => _fixture.Session.Executions;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_second_connection_is_a_warning_with_both_ARNs()
    {
        Lose("CreateConnection");

        var created = await CreateConnectionAsync();

        var all = (await _fixture.Session.Connections.ListAsync(new ConnectionQuery { Api = ConnectionApi.CodeStarConnections }, null, Token)).Items;
        Assert.Equal(2, all.Count);
        var warning = Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning));
        Assert.All(all, c => Assert.Contains(c.ConnectionArn, warning, StringComparison.Ordinal));
        Assert.EndsWith($"The new connection is {created.ConnectionArn}.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_failed_before_creation_makes_no_second_connection()
    {
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "CreateConnection", CutConnection = true, Count = 1 });

        await CreateConnectionAsync();

        Assert.Empty(_fixture.Sink.Messages(DiagnosticLevel.Warning));
    }

    [Fact]
    public async Task A_second_connection_that_cannot_be_looked_up_is_a_warning()
    {
        Lose("CreateConnection");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListConnections", ErrorCode = "AccessDeniedException", Message = "no" });

        var created = await CreateConnectionAsync();

        var warning = Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning));
        Assert.Contains($"while {created.ConnectionArn} was created", warning, StringComparison.Ordinal);
        Assert.Contains("A second connection 'c' may exist.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_creation_is_not_retried_forever()
    {
        Lose("CreateConnection", null);

        var thrown = await Assert.ThrowsAsync<ServiceException>(CreateConnectionAsync);

        Assert.True(thrown.MayHaveTakenEffect);
        Assert.Equal(3, (await _fixture.Session.Connections.ListAsync(new ConnectionQuery { Api = ConnectionApi.CodeStarConnections }, null, Token)).Items.Count);
        Assert.Contains("Check the resource before you try again.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_the_first_attempt_deleted_is_deleted()
    {
        var connection = await CreateConnectionAsync();
        Lose("DeleteConnection");

        await _fixture.Session.Connections.DeleteAsync(connection.ConnectionArn, Token);

        var missing = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Connections.DeleteAsync(connection.ConnectionArn, Token));
        Assert.Equal(("ResourceNotFoundException", false), (missing.ErrorCode, missing.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData("CreateRole", "Action=CreateRole")]
    [InlineData("PutRolePolicy", "Action=PutRolePolicy")]
    [InlineData("CreateBucket", "CreateBucketConfiguration")]
    [InlineData("PutBucketPolicy", "DenyInsecureConnections")]
    [InlineData("CreatePipeline", "CreatePipeline")]
    public async Task A_pipeline_and_its_resources_are_created_once(string operation, string sent)
    {
        var session = _fixture.Open("eu-west-1");
        var connection = await CreateConnectionAsync();
        _fixture.Sandbox.CompleteConnection(connection.ConnectionArn);
        var request = _fixture.Request(connection.ConnectionArn);
        var definition = session.Pipelines.Build(new PipelineRequest
        {
            Name = request.Name, ConnectionArn = request.ConnectionArn, Repository = request.Repository, Branch = request.Branch, BuildProject = request.BuildProject,
        });
        Lose(operation);

        var created = await session.Wizard.CreateAsync(definition, new PipelineCreateOptions(), Token);

        Assert.Equal("demo", created.Pipeline.Name);
        Assert.True(IsSentTwice(sent));
        Assert.Single((await session.Pipelines.ListAsync(null, Token)).Items);
    }

    [Fact]
    public async Task An_execution_that_the_first_attempt_stopped_is_stopped()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var run = await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);
        Lose("StopPipelineExecution");

        var stopped = await Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = run.PipelineExecutionId, Abandon = true }, Token);

        Assert.Contains(stopped.Status, new[] { "Stopping", "Stopped" });
        Assert.Contains(_fixture.Sink.Messages(DiagnosticLevel.Verbose), m => m.Contains("its response was lost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_approval_that_the_first_attempt_answered_is_answered(bool isApproved)
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var approval = Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
        Lose("PutApprovalResult");

        await Executions.AnswerApprovalAsync(approval, isApproved, "seen", Token);

        Assert.True(IsSentTwice("PutApprovalResult"));
        Assert.Equal(isApproved ? "Succeeded" : "Failed", (await Executions.ListAsync("demo", null, Token)).Items[0].Status);
        await Assert.ThrowsAsync<ServiceException>(() => Executions.AnswerApprovalAsync(approval, isApproved, "seen", Token));
    }

    [Fact]
    public async Task An_approval_that_another_user_answered_differently_is_an_error()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var approval = Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
        await Executions.AnswerApprovalAsync(approval, isApproved: false, "no", Token);
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "PutApprovalResult", CutConnection = true, Count = 1 });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Executions.AnswerApprovalAsync(approval, isApproved: true, "yes", Token));

        Assert.Equal(("ApprovalAlreadyCompletedException", true), (thrown.ErrorCode, thrown.MayHaveTakenEffect));
    }

    [Fact]
    public async Task An_approval_that_cannot_be_read_keeps_the_original_error()
    {
        await _fixture.CreatePipelineAsync("demo", Token, approval: true);
        var approval = Assert.Single(await Executions.FindApprovalsAsync(new ApprovalQuery { PipelineName = "demo" }, Token));
        Lose("PutApprovalResult");
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipelineState", ErrorCode = "AccessDeniedException", Message = "no" });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Executions.AnswerApprovalAsync(approval, isApproved: true, "yes", Token));

        Assert.Equal(("ApprovalAlreadyCompletedException", true), (thrown.ErrorCode, thrown.MayHaveTakenEffect));
    }

    [Fact]
    public async Task A_stage_that_the_first_attempt_retried_is_retried()
    {
        _fixture.Sandbox.SetActionOutcome(new SandboxActionOutcome { StageName = "Build", IsFailure = true, Count = 1 });
        await _fixture.CreatePipelineAsync("demo", Token);
        Lose("RetryStageExecution");

        var again = await Executions.RetryStageAsync(new StageRetryRequest { PipelineName = "demo" }, Token);

        Assert.True(IsSentTwice("RetryStageExecution"));
        Assert.Equal("Succeeded", again.Status);
    }

    [Fact]
    public async Task A_change_that_the_first_attempt_wrote_is_not_a_change_by_another_user()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var plan = await _fixture.Session.Editor.PlanAsync("demo", new PipelineChanges { Branch = "dev" }, Token);
        Lose("UpdatePipeline");

        var changed = await _fixture.Session.Editor.ApplyAsync(plan, Token);

        Assert.True(IsSentTwice("UpdatePipeline"));
        Assert.Equal((3, "dev"), (changed.Version, PipelineSource.First(changed.Stages)!.BranchName));
    }

    [Fact]
    public async Task A_concurrent_change_by_another_user_is_an_error_with_its_version()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var editor = _fixture.Session.Editor;
        var (mine, theirs) = (await editor.PlanAsync("demo", new PipelineChanges { Branch = "mine" }, Token), await editor.PlanAsync("demo", new PipelineChanges { Branch = "theirs" }, Token));
        _fixture.Sink.Interrupt(
            message => message.Level == DiagnosticLevel.Debug && message.Message.Contains(".UpdatePipeline ", StringComparison.Ordinal),
            () => editor.ApplyAsync(theirs, Token));

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => editor.ApplyAsync(mine, Token));

        Assert.Equal(ServiceErrorKind.ConcurrentChange, thrown.Kind);
        Assert.Contains("run: Get-BitbucketPipeline -Name demo -Version 2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_that_started_two_executions_is_a_warning()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        await Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);
        Lose("RollbackStage");

        var rollback = await Executions.RollBackStageAsync(new StageRollbackRequest { PipelineName = "demo", StageName = "Build" }, Token);

        var twin = (await Executions.ListAsync("demo", null, Token)).Items.Single(run => run.ExecutionType == "ROLLBACK" && run.PipelineExecutionId != rollback.PipelineExecutionId);
        var warning = Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning));
        Assert.Contains(twin.PipelineExecutionId, warning, StringComparison.Ordinal);
        Assert.Contains($"The new execution is {rollback.PipelineExecutionId}.", warning, StringComparison.Ordinal);
    }

    private bool IsSentTwice(string part) =>
        _fixture.Sink.Messages(DiagnosticLevel.Debug).Count(m => !m.StartsWith("HTTP", StringComparison.Ordinal) && m.Contains(part, StringComparison.Ordinal)) == 2;

    private void Lose(string operation, int? count = 1) =>
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, LoseAnswer = true, Count = count });

    private Task<Connection> CreateConnectionAsync() => _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
}
