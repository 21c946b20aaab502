using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that a command reports correctly what was done, what was not done, and what may have been done.</summary>
[Collection("environment")]
public sealed class OutcomeTests : IDisposable
{
    private readonly SandboxFixture _fixture = new(new FakeClock());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineEditor Editor => _fixture.Session.Editor;

    private string[] Warnings => _fixture.Sink.Messages(DiagnosticLevel.Warning);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_change_that_cannot_be_read_succeeds_with_a_warning()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var plan = await Editor.PlanAsync("demo", new PipelineChanges { Branch = "develop" }, Token);
        Pass("GetPipeline");
        Refuse("GetPipeline");

        var changed = await Editor.ApplyAsync(plan, Token);

        Assert.Equal((2, "develop", plan.Before.PipelineArn), (changed.Version, PipelineSource.First(changed.Stages)!.BranchName, changed.PipelineArn));
        Assert.Null(changed.Updated);
        Assert.Contains("'demo' was updated to version 2, but can't be read: ", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cleared_trigger_is_checked_in_the_response_if_the_pipeline_cannot_be_read()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var plan = await Editor.PlanAsync("demo", new PipelineChanges { ClearTrigger = true, Branch = "develop" }, Token);
        Pass("GetPipeline");
        Refuse("GetPipeline");

        Assert.Equal(2, (await Editor.ApplyAsync(plan, Token)).Version);
    }

    [Fact]
    public async Task A_change_with_a_lost_response_and_unreadable_versions_succeeds_with_a_warning()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var plan = await Editor.PlanAsync("demo", new PipelineChanges { Branch = "develop" }, Token);
        Lose("UpdatePipeline");
        Pass("GetPipeline");
        Refuse("GetPipeline");

        Assert.Equal(3, (await Editor.ApplyAsync(plan, Token)).Version);

        Assert.Contains(Warnings, w => w.Contains("'demo' was updated, but its version 2 can't be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_with_lost_responses_succeeds_with_a_warning()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var plan = await Editor.PlanAsync("demo", new PipelineChanges { Branch = "develop" }, Token);
        Lose("UpdatePipeline");
        Refuse("UpdatePipeline");

        Assert.Equal(2, (await Editor.ApplyAsync(plan, Token)).Version);

        Assert.Contains("'demo' was updated by an attempt whose response was lost. UpdatePipeline then failed: ", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_with_lost_responses_succeeds_with_a_warning()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        Lose("DeletePipeline");
        Refuse("DeletePipeline");

        await _fixture.Session.Pipelines.DeleteAsync("demo", Token);

        Assert.Contains("'demo' was removed by an attempt whose response was lost. DeletePipeline then failed: ", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_that_cannot_be_looked_up_may_have_taken_effect()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        Lose("DeletePipeline");
        Refuse("DeletePipeline");
        Refuse("GetPipeline");

        var failure = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Pipelines.DeleteAsync("demo", Token));

        Assert.True(failure.MayHaveTakenEffect);
    }

    [Fact]
    public async Task A_new_connection_is_in_the_list_of_created_resources()
    {
        Lose("CreateConnection");
        Refuse("CreateConnection");

        var thrown = await Assert.ThrowsAsync<ServiceException>(
            () => _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c", KnownConnectionArns = [] }, Token));

        var made = Assert.Single((await _fixture.Session.Connections.ListAsync(new ConnectionQuery { Api = ConnectionApi.CodeStarConnections }, null, Token)).Items);
        Assert.Equal([made.ConnectionArn], thrown.Created);
    }

    [Fact]
    public void A_copy_of_an_error_keeps_every_member()
    {
        var failure = new ServiceException(ServiceErrorKind.InUse, "no", new InvalidOperationException())
        {
            ErrorCode = "c", Condition = "d", HttpStatusCode = 400, RequestId = "r", Operation = "o", ServiceName = "s", Region = "eu", IsRetryable = true, MayHaveTakenEffect = true,
            ServiceMessage = "m", RecommendedAction = "Run: x", Created = ["a"], Findings = [new Finding("f", "g")],
        };
        var members = typeof(ServiceException).GetProperties().Where(p => p.DeclaringType == typeof(ServiceException) && (p.CanWrite || p.Name == "Kind") && p.Name != "Created").ToList();
        Assert.All(members, member => Assert.NotEqual(member.PropertyType.IsValueType ? Activator.CreateInstance(member.PropertyType) : null, member.GetValue(failure)));

        var copy = failure.WithCreated(["b"]).WithSentence("More.");

        Assert.All(members, member => Assert.Equal(member.GetValue(failure), member.GetValue(copy)));
        Assert.Equal(["b", "a"], copy.Created);
        Assert.Equal("no. More. Already created: b, a.", copy.Message);
    }

    [Fact]
    public async Task A_change_that_overwrote_another_change_says_that_it_was_made()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var (mine, theirs) = (await Editor.PlanAsync("demo", new PipelineChanges { Branch = "mine" }, Token), await Editor.PlanAsync("demo", new PipelineChanges { Branch = "theirs" }, Token));
        // After the check that the pipeline has not changed, and before the write.
        _fixture.Sink.Interrupt(message => message.Message.Contains(" GetPipeline in ", StringComparison.Ordinal), () => Editor.ApplyAsync(theirs, Token));

        Assert.True((await Assert.ThrowsAsync<ServiceException>(() => Editor.ApplyAsync(mine, Token))).MayHaveTakenEffect);
    }

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("AccessDeniedException")]
    public async Task An_error_after_a_lost_response_says_that_the_call_may_have_completed(string code)
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        Lose("EnableStageTransition");
        Refuse("EnableStageTransition", code);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Executions.SetTransitionAsync(
            new TransitionRequest { PipelineName = "demo", StageName = "Build", TransitionType = "Inbound", IsEnabled = true }, Token));

        Assert.Equal((code, true), (thrown.ErrorCode, thrown.MayHaveTakenEffect));
        Assert.Contains("Check the resource before you try again.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_without_a_lost_response_is_certain()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        Refuse("EnableStageTransition");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Executions.SetTransitionAsync(
            new TransitionRequest { PipelineName = "demo", StageName = "Build", TransitionType = "Inbound", IsEnabled = true }, Token));

        Assert.False(thrown.MayHaveTakenEffect);
        Assert.DoesNotContain("Check the resource", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("AccessDeniedException")]
    public async Task The_flag_the_message_and_the_list_agree(string code)
    {
        var definition = await DefinitionAsync();
        Lose("CreatePipeline");
        Refuse("CreatePipeline", code);
        Pass("GetPipeline");
        Refuse("GetPipeline");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Wizard.CreateAsync(definition, new PipelineCreateOptions(), Token));

        Assert.True(thrown.MayHaveTakenEffect);
        Assert.Contains("Check the resource before you try again.", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(thrown.Created, made => made.EndsWith(":role/service-role/AWSCodePipelineServiceRole-us-east-1-demo", StringComparison.Ordinal));
        Assert.Contains("Already created: " + thrown.Created[0], thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_with_lost_responses_is_found_and_returned()
    {
        var definition = await DefinitionAsync();
        Lose("CreatePipeline");
        Refuse("CreatePipeline", "ThrottlingException");

        var creation = await _fixture.Session.Wizard.CreateAsync(definition, new PipelineCreateOptions(), Token);

        Assert.Equal("demo", creation.Pipeline.Name);
        Assert.Contains("'demo' was created by an attempt whose response was lost. CreatePipeline then failed: ", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("AccessDenied")]
    public async Task A_role_with_lost_responses_is_named(string code)
    {
        var definition = await DefinitionAsync();
        Lose("CreateRole");
        Refuse("CreateRole", code);
        Refuse("PutRolePolicy", "AccessDenied");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Wizard.CreateAsync(definition, new PipelineCreateOptions(), Token));

        Assert.Equal(["arn:aws:iam::123456789012:role/service-role/AWSCodePipelineServiceRole-us-east-1-demo"], thrown.Created);
    }

    [Fact]
    public async Task A_bucket_with_lost_responses_is_named()
    {
        var session = _fixture.Open("eu-west-1");
        Lose("CreateBucket");
        Refuse("CreateBucket", "AccessDenied", 403);
        Refuse("PutBucketPolicy", "AccessDenied", 403);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => session.Stores.CreateDefaultAsync("eu-west-1", Token));

        Assert.StartsWith("codepipeline-eu-west-1-", Assert.Single(thrown.Created), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_with_lost_responses_is_written()
    {
        var definition = await DefinitionAsync();
        Lose("PutRolePolicy");
        Refuse("PutRolePolicy", "AccessDenied", 403);

        var request = new ServiceRoleRequest { RoleName = "mine", Definition = definition };
        var first = await _fixture.Session.Roles.EnsureAsync(request, Token);
        var second = await _fixture.Session.Roles.EnsureAsync(request, Token);

        Assert.Equal((true, false), (first.IsPolicyWritten, second.IsPolicyWritten));
        Assert.Equal(first.PolicyDocument, second.PolicyDocument);
    }

    [Fact]
    public async Task A_connection_with_lost_responses_is_named()
    {
        Lose("CreateConnection");
        Refuse("CreateConnection", "ThrottlingException");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token));

        var made = Assert.Single((await _fixture.Session.Connections.ListAsync(new ConnectionQuery { Api = ConnectionApi.CodeStarConnections }, null, Token)).Items);
        Assert.True(thrown.MayHaveTakenEffect);
        Assert.Contains(made.ConnectionArn, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stopped_call_that_changes_something_is_named(bool isCreation)
    {
        using var server = new RawServer(answer: null);
        var connections = _fixture.Engine.Open(_fixture.Settings with { EndpointUrl = server.Url }, _fixture.Sink).Connections;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task call = isCreation
            ? connections.CreateAsync(new ConnectionRequest { ConnectionName = "c", KnownConnectionArns = [] }, stop.Token)
            : connections.ListAsync(new ConnectionQuery(), null, stop.Token);
        await server.Asked.WaitAsync(Eventually.HangLimit, Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(isCreation ? ["CreateConnection for 'c'"] : [], _fixture.Sink.Messages(DiagnosticLevel.InDoubt));
    }

    [Theory]
    [InlineData("LimitExceededException", false, false, false)]
    [InlineData("AccessDeniedException", false, false, false)]
    [InlineData("AccessDeniedException", true, false, true)]
    [InlineData("AccessDeniedException", false, true, true)]
    public async Task The_policy_of_a_pipeline_that_was_not_created_is_removed_from_an_existing_role_again(string code, bool isLost, bool isUnreadable, bool isKept)
    {
        var definition = await DefinitionAsync();
        await _fixture.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = "shared", Definition = definition with { Name = "first" } }, Token);
        if (isLost)
        {
            Lose("CreatePipeline");
            Pass("GetPipeline");
            Refuse("GetPipeline");
        }

        if (isUnreadable)
        {
            Pass("GetPipeline");
            Refuse("GetPipeline");
        }

        Refuse("CreatePipeline", code);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Wizard.CreateAsync(definition, new PipelineCreateOptions { RoleName = "shared" }, Token));

        Assert.Equal(isLost, thrown.MayHaveTakenEffect);
        Assert.Equal(isKept, thrown.Created.Any(made => made.StartsWith("the policy BitbucketConnections-us-east-1-demo-", StringComparison.Ordinal)));
        Assert.Equal(isKept, (await _fixture.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = "shared", Definition = definition }, Token)).IsPolicyWritten is false);
        Assert.Equal(isKept ? 0 : 1, _fixture.Sink.Messages(DiagnosticLevel.Withdrawn).Length);
        Assert.DoesNotContain(_fixture.Sink.Messages(DiagnosticLevel.Completed), call => call.StartsWith("DeleteRolePolicy", StringComparison.Ordinal) && isKept);
    }

    [Fact]
    public async Task The_policy_that_a_role_had_before_stays()
    {
        var definition = await DefinitionAsync();
        await _fixture.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = "shared", Definition = definition }, Token);
        Refuse("CreatePipeline");

        await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Wizard.CreateAsync(definition, new PipelineCreateOptions { RoleName = "shared" }, Token));

        Assert.False((await _fixture.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = "shared", Definition = definition }, Token)).IsPolicyWritten);
    }

    [Fact]
    public async Task A_completed_removal_is_reported_to_a_command_that_ends()
    {
        await _fixture.CreatePipelineAsync("demo", Token);

        await _fixture.Session.Pipelines.DeleteAsync("demo", Token);

        Assert.Equal(["DeletePipeline for 'demo'"], _fixture.Sink.Messages(DiagnosticLevel.Completed));
    }

    private async Task<Pipeline> DefinitionAsync()
    {
        var connection = await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        _fixture.Sandbox.CompleteConnection(connection.ConnectionArn);
        var request = _fixture.Request(connection.ConnectionArn);
        return _fixture.Session.Pipelines.Build(new PipelineRequest
        {
            Name = request.Name,
            ConnectionArn = request.ConnectionArn,
            Repository = request.Repository,
            Branch = request.Branch,
            BuildProject = request.BuildProject,
            ArtifactBucket = request.ArtifactBucket,
        }).Definition;
    }

    private void Lose(string operation) => _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, LoseAnswer = true, Count = 1 });

    // Lets one call succeed. The following faults apply to the following calls.
    private void Pass(string operation) => _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, Count = 1 });

    private void Refuse(string operation, string code = "AccessDeniedException", int status = 400) =>
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, ErrorCode = code, Message = "no", HttpStatusCode = status });
}
