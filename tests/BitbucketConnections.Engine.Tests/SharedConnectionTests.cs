using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeConnections;
using Amazon.CodeConnections.Model;
using Amazon.CodePipeline;
using Amazon.Runtime;
using BitbucketConnections.Engine.Clients;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Connections of another account, and connections to other providers than Bitbucket.</summary>
[Collection("environment")]
public sealed class SharedConnectionTests : IDisposable
{
    private const string Owner = "222222222222";
    private const string Caller = "123456789012";
    private static readonly PipelineCreateOptions s_options = new();
    private readonly SandboxFixture _fixture = new(new FakeClock());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EngineSession Session => _fixture.Session;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_shared_connection_works_in_a_new_pipeline(bool hasRole)
    {
        var shared = await OtherAsync(ConnectionApi.CodeConnections, "eu-west-1");
        _fixture.Sandbox.ShareConnection(shared, [Caller]);

        var creation = await Session.Wizard.CreateAsync(Session.Pipelines.Build(Request(shared, hasRole)), s_options, Token);

        Assert.Equal("Succeeded", Assert.Single((await Session.Executions.ListAsync("demo", null, Token)).Items).Status);
        Assert.Empty(_fixture.Sink.Messages(DiagnosticLevel.Warning));
        Assert.Equal(0, _fixture.Sink.Calls("GetCallerIdentity"));
        var usage = Session.Usage.Search(new ConnectionUsageQuery { ConnectionArns = [shared] });
        Assert.Equal(creation.Pipeline.Name, (await usage.NextAsync(Token))!.Pipeline!.Name);
    }

    [Fact]
    public void The_policy_of_a_service_role_names_the_account_of_the_connection()
    {
        var definition = Session.Pipelines.Build(Request($"arn:aws:codeconnections:eu-west-1:{Owner}:connection/s")).Definition;

        var policy = Session.Roles.BuildPolicy(new ServiceRolePolicyRequest { Definition = definition, AccountId = Caller });

        Assert.Contains($"arn:aws:codeconnections:eu-west-1:{Owner}:connection/s", policy, StringComparison.Ordinal);
        Assert.Contains($"arn:aws:codestar-connections:eu-west-1:{Owner}:connection/s", policy, StringComparison.Ordinal);
        Assert.DoesNotContain($":{Caller}:connection/", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_connection_that_is_PENDING_is_an_error_as_an_own_one()
    {
        var shared = await OtherAsync(ConnectionApi.CodeConnections);
        _fixture.Sandbox.ShareConnection(shared, [Caller]);
        _fixture.Sandbox.SetConnectionStatus(shared, "PENDING");

        Assert.Equal(ServiceErrorKind.ConnectionNotAvailable, (await RefusedAsync(shared)).Kind);
        Assert.Equal(ServiceErrorKind.ConnectionNotAvailable, (await EditRefusedAsync(shared)).Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("AccessDeniedException")]
    public async Task A_connection_of_another_account_that_cannot_be_read_is_a_warning(string? code)
    {
        var foreign = await OtherAsync(ConnectionApi.CodeConnections);
        Deny(code);

        var review = await Session.Wizard.ReviewAsync(Session.Pipelines.Build(Request(foreign)), s_options, Token);
        AssertWarned(foreign);
        var created = await Session.Wizard.CreateAsync(Session.Pipelines.Build(Request(foreign)), s_options, Token);
        AssertWarned(foreign);

        Assert.NotEmpty(review);
        Assert.Equal(foreign, created.Pipeline.ConnectionArn);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("AccessDeniedException")]
    public async Task A_pipeline_is_changed_to_a_connection_of_another_account_that_cannot_be_read_with_a_warning(string? code)
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var foreign = await OtherAsync(ConnectionApi.CodeConnections);
        Deny(code);

        var changed = await Session.Editor.ApplyAsync(await Session.Editor.PlanAsync("demo", new PipelineChanges { ConnectionArn = foreign }, Token), Token);

        Assert.Equal(foreign, changed.ConnectionArn);
        AssertWarned(foreign);
    }

    [Fact]
    public async Task An_own_connection_is_an_error_if_it_does_not_exist_and_a_warning_if_reading_it_is_denied()
    {
        var missing = $"arn:aws:codeconnections:us-east-1:{Caller}:connection/none";
        Assert.True((await RefusedAsync(missing)).IsNotFound);

        Deny("AccessDeniedException");
        await Session.Wizard.CreateAsync(Session.Pipelines.Build(Request(missing)), s_options, Token);

        Assert.StartsWith($"The connection {missing} can't be read, so its status and its provider are not checked. GetConnection", Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_connection_of_another_account_is_an_error_if_the_own_account_is_not_known()
    {
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetCallerIdentity", ErrorCode = "AccessDenied", Message = "no" });

        var refused = await RefusedAsync($"arn:aws:codeconnections:us-east-1:{Owner}:connection/none");

        Assert.True(refused.IsNotFound);
        Assert.Contains(_fixture.Sink.Messages(DiagnosticLevel.Verbose), message => message.StartsWith("The account of the credentials is not known: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_older_connection_of_another_account_is_an_error_before_any_call()
    {
        var foreign = await OtherAsync(ConnectionApi.CodeStarConnections);
        await _fixture.CreatePipelineAsync("demo", Token);
        var calls = _fixture.Sink.Events.Count;

        var refused = Assert.Throws<ServiceException>(() => Session.Pipelines.Build(Request(foreign)));

        Assert.Equal((ServiceErrorKind.InvalidInput, "ConnectionCannotBeShared"), (refused.Kind, refused.Condition));
        Assert.Equal(
            $"Pipeline 'demo': The connection {foreign} belongs to the account {Owner}, and the pipeline to {Caller}. A pipeline can use a connection of another account only if it is a codeconnections connection. "
            + "Create the connection again with 'New-BitbucketConnection -Api CodeConnections' in the account that owns it, share it with AWS RAM in us-east-1, and use its ARN.",
            refused.Message);
        Assert.Equal(calls, _fixture.Sink.Events.Count);
        Assert.Equal("ConnectionCannotBeShared", (await EditRefusedAsync(foreign)).Condition);
        Assert.Equal("ConnectionCannotBeShared", Assert.Throws<ServiceException>(() => Session.Pipelines.Check(
            Session.Wizard.ReadJson(Definition(foreign)))).Condition);
    }

    [Fact]
    public async Task An_older_connection_of_another_account_is_an_error_before_anything_is_created_without_a_role()
    {
        var foreign = await OtherAsync(ConnectionApi.CodeStarConnections);
        var definition = Session.Pipelines.Build(Request(foreign, hasRole: false));

        var refused = await Assert.ThrowsAsync<ServiceException>(() => Session.Wizard.CreateAsync(definition, s_options, Token));

        Assert.Equal("ConnectionCannotBeShared", refused.Condition);
        Assert.Empty(refused.Created);
        Assert.Equal(0, _fixture.Sink.Calls("CreateRole") + _fixture.Sink.Calls("CreatePipeline"));
        Assert.Equal("ConnectionCannotBeShared", (await Assert.ThrowsAsync<ServiceException>(() => Session.Wizard.ReviewAsync(definition, s_options, Token))).Condition);
    }

    [Theory]
    [InlineData(ConnectionApi.CodeConnections, "The owner must share it with AWS RAM, in a resource share of us-east-1.")]
    [InlineData(ConnectionApi.CodeStarConnections, "A codestar-connections connection can't be shared with other accounts.")]
    public async Task A_refused_call_for_a_connection_of_another_account_names_both_accounts(ConnectionApi api, string remedy)
    {
        var foreign = await OtherAsync(api);
        Func<Task>[] calls =
        [
            () => Session.Connections.GetAsync(foreign, Token), () => Session.Connections.DeleteAsync(foreign, Token), () => Session.Tags.ListAsync(foreign, Token),
            () => Session.Tags.AddAsync(foreign, new Dictionary<string, string> { ["k"] = "v" }, Token), () => Session.Tags.RemoveAsync(foreign, ["k"], Token),
        ];
        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<ServiceException>(call);
            Assert.True(refused.IsNotFound);
            Assert.EndsWith($" The connection {foreign} belongs to the account {Owner}, and the credentials to {Caller}. {remedy}", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, _fixture.Sink.Calls("GetCallerIdentity"));
        Assert.Equal(Caller, await Session.Connections.FindAccountAsync(Token));
    }

    [Theory]
    [InlineData(null, Caller)]
    [InlineData("AccessDenied", null)]
    public async Task Parallel_inputs_ask_for_the_account_once(string? error, string? account)
    {
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetCallerIdentity", Delay = TimeSpan.FromMilliseconds(300), ErrorCode = error, Message = error });

        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Session.Connections.FindAccountAsync(Token)));

        Assert.All(found, one => Assert.Equal(account, one));
        Assert.Equal(1, _fixture.Sink.Calls("GetCallerIdentity"));
    }

    [Fact]
    public async Task A_refused_call_for_an_own_connection_does_not_mention_accounts()
    {
        var refused = await Assert.ThrowsAsync<ServiceException>(() => Session.Connections.GetAsync($"arn:aws:codeconnections:us-east-1:{Caller}:connection/none", Token));

        Assert.DoesNotContain("belongs to", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_reads_a_connection_that_the_list_does_not_have()
    {
        var own = (await Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "own", Api = ConnectionApi.CodeConnections }, Token)).ConnectionArn!;
        var foreign = await OtherAsync(ConnectionApi.CodeConnections);
        var waiter = Session.Connections.CreateWaiter([own, foreign], new WaitOptions { Timeout = TimeSpan.FromMinutes(5), PollInterval = TimeSpan.FromSeconds(5) });
        _fixture.Sink.Interrupt(
            e => e.Message.Contains("ListConnections in", StringComparison.Ordinal),
            () =>
            {
                _fixture.Sandbox.ShareConnection(foreign, [Caller]);
                return Task.CompletedTask;
            });

        var poll = await waiter.PollAsync(Token);

        Assert.Equal(foreign, Assert.Single(poll.Available).ConnectionArn);
        Assert.Equal(own, Assert.Single(poll.Waiting).ConnectionArn);
    }

    [Theory]
    [InlineData("GitHub")]
    [InlineData("GitHubEnterpriseServer")]
    [InlineData("GitLab")]
    [InlineData("GitLabSelfManaged")]
    [InlineData("AzureDevOps")]
    public async Task A_connection_to_another_provider_is_an_error_that_names_it(string provider)
    {
        var arn = await CreateAsync(Caller, provider, "us-east-1");
        _fixture.Sandbox.CompleteConnection(arn);
        var message = $"The connection 'other' ({arn}) is for {provider}, not for Bitbucket. This module needs a connection to Bitbucket. To list the connections to Bitbucket, run Get-BitbucketConnection.";
        var allowing = new PipelineCreateOptions { AllowPendingConnection = true };

        Assert.Equal(("ConnectionNotBitbucket", message), Described(await RefusedAsync(arn)));
        Assert.Equal(("ConnectionNotBitbucket", message), Described(await EditRefusedAsync(arn)));
        var poll = await Session.Connections.CreateWaiter([arn], new WaitOptions { Timeout = TimeSpan.FromSeconds(60) }).PollAsync(Token);
        Assert.Equal(("ConnectionNotBitbucket", message), Described(Assert.Single(poll.Failed).Error));
        var fromFile = Session.Pipelines.Check(Session.Wizard.ReadJson(Definition(arn)));
        Assert.Equal(("ConnectionNotBitbucket", message), Described(await Assert.ThrowsAsync<ServiceException>(() => Session.Wizard.CreateAsync(fromFile, allowing, Token))));
        Assert.Equal(("ConnectionNotBitbucket", message), Described(await Assert.ThrowsAsync<ServiceException>(() => Session.Wizard.ReviewAsync(fromFile, allowing, Token))));
        Assert.Equal(1, _fixture.Sink.Calls("CreatePipeline"));
    }

    [Fact]
    public async Task A_pipeline_that_another_tool_created_with_another_provider_is_not_reused_and_its_source_is_not_changed()
    {
        var arn = await CreateAsync(Caller, "GitHub", "us-east-1");
        _fixture.Sandbox.CompleteConnection(arn);
        await _fixture.CreatePipelineAsync("file", Token);
        await UseConnectionAsync("file", arn);
        var own = (await Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "own" }, Token)).ConnectionArn;
        var reuse = new PipelineCreateOptions { ReuseExisting = true };
        var sameDefinition = Session.Pipelines.Check((await Session.Pipelines.GetAsync("file", null, Token)) with { PipelineExecutionId = null });

        Assert.Equal("ConnectionNotBitbucket", (await Assert.ThrowsAsync<ServiceException>(() => Session.Wizard.CreateAsync(sameDefinition, reuse, Token))).Condition);
        Assert.Equal("ConnectionNotBitbucket", (await Assert.ThrowsAsync<ServiceException>(() => Session.Wizard.ReviewAsync(sameDefinition, reuse, Token))).Condition);
        foreach (var touching in new[] { new PipelineChanges { Branch = "x" }, new PipelineChanges { GrantsRole = true }, new PipelineChanges { GrantsBuildRole = true }, new PipelineChanges { Resave = true } })
        {
            Assert.Equal("ConnectionNotBitbucket", (await Assert.ThrowsAsync<ServiceException>(() => Session.Editor.PlanAsync("file", touching, Token))).Condition);
        }

        var other = await Session.Editor.PlanAsync("file", new PipelineChanges { ExecutionMode = "QUEUED" }, Token);
        Assert.Contains(other.Warnings, warning => warning.Contains("is for GitHub, not for Bitbucket", StringComparison.Ordinal));
        var moved = await Session.Editor.PlanAsync("file", new PipelineChanges { ConnectionArn = own, AllowPendingConnection = true }, Token);
        Assert.DoesNotContain(moved.Warnings, warning => warning.Contains("GitHub", StringComparison.Ordinal));

        // Another command: this one read the connection a moment ago.
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetConnection", ErrorCode = "AccessDeniedException", Message = "not authorized" });
        Assert.Single((await _fixture.Open("us-east-1").Editor.PlanAsync("file", new PipelineChanges { Branch = "x" }, Token)).Differences);
        Assert.Contains(_fixture.Sink.Messages(DiagnosticLevel.Verbose), line => line.Contains("so its provider is not checked", StringComparison.Ordinal));
    }

    private static (string? Condition, string Message) Described(ServiceException refused) => (refused.Condition, refused.Message);

    private PipelineRequest Request(string arn, bool hasRole = true) => new()
    {
        Name = "demo",
        ConnectionArn = arn,
        Repository = "example-ws/demo-repo",
        Branch = "main",
        RoleArn = hasRole ? _fixture.Sandbox.Info.ServiceRoleArn : null,
        ArtifactBucket = _fixture.Sandbox.Info.ArtifactBucket,
        BuildProject = _fixture.Sandbox.Info.BuildProject,
    };

    private string Definition(string arn)
    {
        var own = Session.Pipelines.Build(_fixture.Request($"arn:aws:codeconnections:us-east-1:{Caller}:connection/x", "file")).Definition;
        return Session.Exporter.Export(own, PipelineExportFormat.Json).Text.Replace($"arn:aws:codeconnections:us-east-1:{Caller}:connection/x", arn, StringComparison.Ordinal);
    }

    private void Deny(string? code)
    {
        if (code is not null)
        {
            _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetConnection", ErrorCode = code, Message = "not authorized" });
        }
    }

    private void AssertWarned(string arn)
    {
        var warning = Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning));
        Assert.StartsWith($"The connection {arn} can't be read, so its status and its provider are not checked. GetConnection", warning, StringComparison.Ordinal);
        Assert.EndsWith($"belongs to the account {Owner}, and the credentials to {Caller}. The owner must share it with AWS RAM, in a resource share of us-east-1.", warning, StringComparison.Ordinal);
        _fixture.Sink.Events.Clear();
    }

    private async Task<ServiceException> RefusedAsync(string arn) =>
        await Assert.ThrowsAsync<ServiceException>(() => Session.Wizard.CreateAsync(Session.Pipelines.Build(Request(arn)), s_options, Token));

    private async Task<ServiceException> EditRefusedAsync(string arn)
    {
        try
        {
            await Session.Pipelines.GetAsync("demo", null, Token);
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            await _fixture.CreatePipelineAsync("demo", Token);
        }

        return await Assert.ThrowsAsync<ServiceException>(() => Session.Editor.PlanAsync("demo", new PipelineChanges { ConnectionArn = arn }, Token));
    }

    private async Task<string> OtherAsync(ConnectionApi api, string region = "us-east-1")
    {
        var owner = _fixture.Engine.Open(_fixture.Settings with { AccessKey = "SANDBOX" + Owner, Region = region }, new RecordingSink());
        return (await owner.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "other", Api = api }, Token)).ConnectionArn!;
    }

    // The module itself does not write such a pipeline.
    private async Task UseConnectionAsync(string pipelineName, string arn)
    {
        var info = _fixture.Sandbox.Info;
        using var other = new PipelineDocumentClient(
            new BasicAWSCredentials(info.AccessKey, info.SecretKey), new AmazonCodePipelineConfig { ServiceURL = info.EndpointUrl.AbsoluteUri, AuthenticationRegion = info.Region });
        var pipeline = JsonObject.Create((await other.GetDocumentAsync(pipelineName, null, Token)).Body.GetProperty("pipeline"))!;
        pipeline["stages"]![0]!["actions"]![0]!["configuration"]!["ConnectionArn"] = arn;
        await other.UpdateDocumentAsync(pipeline, Token);
    }

    // The module creates only connections to Bitbucket.
    private async Task<string> CreateAsync(string account, string provider, string region)
    {
        using var client = new AmazonCodeConnectionsClient(
            new BasicAWSCredentials("SANDBOX" + account, _fixture.Sandbox.Info.SecretKey),
            new AmazonCodeConnectionsConfig { ServiceURL = _fixture.Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = region });
        return (await client.CreateConnectionAsync(new CreateConnectionRequest { ConnectionName = "other", ProviderType = provider }, Token)).ConnectionArn!;
    }
}
