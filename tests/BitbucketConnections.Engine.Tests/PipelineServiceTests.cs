using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Tests;

[Collection("environment")]
public sealed class PipelineServiceTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PipelineService Pipelines => _fixture.Session.Pipelines;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_pipeline_is_created_read_listed_and_deleted()
    {
        var arn = await ConnectionAsync();
        var definition = Pipelines.Build(_fixture.Request(arn));

        var before = SystemTime.UtcNow;
        var created = await Pipelines.CreateAsync(definition, Token);

        Assert.Equal(("demo", 1, "arn:aws:codepipeline:us-east-1:123456789012:demo", arn), (created.Name, created.Version, created.PipelineArn, created.ConnectionArn));
        Assert.Equal(DateTimeKind.Utc, created.Created!.Value.Kind);
        Assert.InRange(created.Created.Value, before.AddSeconds(-1), SystemTime.UtcNow);
        Assert.Equal(created.PipelineArn, (await Pipelines.GetAsync("demo", 1, Token)).PipelineArn);
        Assert.Equal("demo", Assert.Single((await Pipelines.ListAsync(null, Token)).Items).Name);
        await Pipelines.DeleteAsync("demo", Token);
        Assert.Empty((await Pipelines.ListAsync(null, Token)).Items);
    }

    [Fact]
    public async Task A_new_pipeline_shows_its_tags()
    {
        var request = _fixture.Request(await ConnectionAsync());
        var created = await Pipelines.CreateAsync(
            Pipelines.Build(new PipelineRequest
            {
                Name = request.Name,
                ConnectionArn = request.ConnectionArn,
                Repository = request.Repository,
                Branch = request.Branch,
                RoleArn = request.RoleArn,
                ArtifactBucket = request.ArtifactBucket,
                BuildProject = request.BuildProject,
                Tags = new Dictionary<string, string> { ["team"] = "web" },
            }),
            Token);

        Assert.Equal("web", created.Tags!["team"]);
        Assert.Equal("team=web", Assert.Single(await _fixture.Session.Tags.ListAsync(created.PipelineArn!, Token)).ToString());
    }

    [Theory]
    [InlineData(null, "V2", "PipelineTypeMissing")]
    [InlineData("V1", "V1", null)]
    public async Task The_type_is_always_sent_and_a_missing_one_is_a_warning(string? type, string sent, string? warning)
    {
        var definition = Pipelines.Build(_fixture.Request(await ConnectionAsync())).Definition with { PipelineType = type };

        var @checked = ((IPipelineService)Pipelines).Check(definition);
        var created = await Pipelines.CreateAsync(@checked, Token);

        Assert.Equal((sent, warning), (created.PipelineType, @checked.Warnings.SingleOrDefault()?.Id));
    }

    [Fact]
    public async Task The_text_that_is_shown_instead_of_a_secret_is_never_written_as_the_secret_of_a_new_pipeline()
    {
        var definition = Pipelines.Build(_fixture.Request(await ConnectionAsync())).Definition;
        var source = definition.Stages[0].Actions[0] with
        {
            ActionTypeId = new ActionTypeId { Category = "Source", Owner = "ThirdParty", Provider = "GitHub", Version = "1" },
            Configuration = new Dictionary<string, string> { ["Owner"] = "o", ["Repo"] = "r", ["Branch"] = "main", ["OAuthToken"] = "****" },
        };
        var rule = new StageRule
        {
            Name = "Check", RuleTypeId = new RuleTypeId { Category = "Rule", Owner = "AWS", Provider = "LambdaInvoke", Version = "1" },
            Configuration = new Dictionary<string, string> { ["FunctionName"] = "f", ["UserParameters"] = "****" },
        };
        var copied = definition with
        {
            Stages = [definition.Stages[0] with { Actions = [source], OnSuccess = new StageConditions { Conditions = [new StageCondition { Result = "FAIL", Rules = [rule] }] } }, .. definition.Stages.Skip(1)],
        };

        var refused = Assert.Throws<ServiceException>(() => ((IPipelineService)Pipelines).Check(copied));

        var found = refused.Findings.Where(finding => finding.Id == "HiddenSecret").ToList();
        Assert.Equal(["Stages[0].Actions[0].Configuration['OAuthToken']", "Stages[0].OnSuccess.Conditions[0].Rules[0].Configuration['UserParameters']"], found.Select(finding => finding.Path));
        Assert.Contains("The key 'OAuthToken' of the action 'Source' has the value ****, which is shown instead of a secret and is never written to AWS.", found[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(((IPipelineService)Pipelines).Check(definition).Warnings, finding => finding.Id == "HiddenSecret");
    }

    [Fact]
    public async Task An_edit_leaves_a_secret_that_AWS_hides_and_never_writes_the_text_as_another_secret()
    {
        var github = new PipelineAction
        {
            Name = "GitHub", ActionTypeId = new ActionTypeId { Category = "Source", Owner = "ThirdParty", Provider = "GitHub", Version = "1" },
            Configuration = new Dictionary<string, string> { ["Owner"] = "o", ["Repo"] = "r", ["Branch"] = "main", ["OAuthToken"] = "0auth-token" },
            OutputArtifacts = [new OutputArtifact { Name = "Other" }],
        };
        var definition = Pipelines.Build(_fixture.Request(await ConnectionAsync())).Definition;
        await Pipelines.CreateAsync(((IPipelineService)Pipelines).Check(definition with { Stages = [definition.Stages[0] with { Actions = [.. definition.Stages[0].Actions, github] }, .. definition.Stages.Skip(1)] }), Token);
        var live = await Pipelines.GetAsync("demo", null, Token);

        var plan = await _fixture.Session.Editor.PlanAsync("demo", new PipelineChanges { Branch = "develop" }, Token);
        var copy = live with { Stages = [live.Stages[0], live.Stages[1] with { Actions = [live.Stages[1].Actions[0] with { Configuration = new Dictionary<string, string> { ["ProjectName"] = "****" } }] }] };
        var refused = await Assert.ThrowsAsync<ServiceException>(() => _fixture.Session.Editor.PlanAsync("demo", new PipelineChanges { Definition = copy }, Token));

        Assert.Equal("****", live.Stages[0].Actions[1].Configuration!["OAuthToken"]);
        Assert.Contains(plan.Warnings, warning => warning.Contains("AWS may keep the secret", StringComparison.Ordinal));
        Assert.Equal("Stages[1].Actions[0].Configuration['ProjectName']", Assert.Single(refused.Findings, finding => finding.Id == "HiddenSecret").Path);
    }

    [Fact]
    public async Task A_definition_that_breaks_a_rule_is_not_sent()
    {
        var definition = new Pipeline { Name = "not a name", Region = "us-east-1" };

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Pipelines.CreateAsync(definition, Token));

        Assert.True(thrown.Findings.Count > 1);
        Assert.Equal(0, _fixture.Sink.Calls("CreatePipeline"));
    }

    [Fact]
    public async Task An_older_version_is_read_by_its_number()
    {
        await _fixture.CreatePipelineAsync("demo", Token);
        var plan = await _fixture.Session.Editor.PlanAsync("demo", new PipelineChanges { Branch = "develop" }, Token);
        await _fixture.Session.Editor.ApplyAsync(plan, Token);

        Assert.Equal((2, "develop"), Version(await Pipelines.GetAsync("demo", null, Token)));
        Assert.Equal((1, "main"), Version(await Pipelines.GetAsync("demo", 1, Token)));

        static (int?, string?) Version(Pipeline pipeline) => (pipeline.Version, pipeline.BranchName);
    }

    [Fact]
    public void A_definition_without_role_and_store_is_not_complete()
    {
        var valid = (ValidDefinition)Pipelines.Build(new PipelineRequest
        {
            Name = "demo", ConnectionArn = _fixture.Request("arn:aws:codestar-connections:us-east-1:123456789012:connection/11111111-2222-3333-4444-555555555555").ConnectionArn, Repository = "ws/repo", Branch = "main", BuildProject = "project",
        });

        var thrown = Assert.Throws<ServiceException>(() => valid.Complete(valid.Definition));

        Assert.Equal(["RoleArn", "ArtifactStore"], thrown.Findings.Select(finding => finding.Path));
    }

    [Fact]
    public async Task A_created_pipeline_that_cannot_be_read_is_still_returned()
    {
        var definition = Pipelines.Build(_fixture.Request(await ConnectionAsync()));
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipeline", ErrorCode = "AccessDeniedException", Message = "no" });

        var created = await Pipelines.CreateAsync(definition, Token);

        Assert.Equal(("demo", 1), (created.Name, created.Version));
        Assert.Contains("'demo' was created, but can't be read: ", Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_an_error_with_the_message_of_AWS()
    {
        var request = _fixture.Request(await ConnectionAsync());
        var definition = Pipelines.Build(new PipelineRequest
        {
            Name = "demo",
            ConnectionArn = request.ConnectionArn,
            Repository = request.Repository,
            Branch = request.Branch,
            RoleArn = "arn:aws:iam::123456789012:role/nope",
            ArtifactBucket = request.ArtifactBucket,
            BuildProject = request.BuildProject,
        });

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => Pipelines.CreateAsync(definition, Token));

        Assert.Equal(("InvalidStructureException", "CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::123456789012:role/nope"), (thrown.ErrorCode, thrown.ServiceMessage));
    }

    [Fact]
    public async Task The_first_execution_exists_and_another_can_be_started()
    {
        await Pipelines.CreateAsync(Pipelines.Build(_fixture.Request(await ConnectionAsync())), Token);
        var executions = _fixture.Session.Executions;

        var first = Assert.Single((await executions.ListAsync("demo", null, Token)).Items);
        Assert.Equal("CreatePipeline", first.TriggerType);
        var second = await executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);
        Assert.Equal(("demo", 1), (second.PipelineName, second.PipelineVersion));
        Assert.Equal([second.PipelineExecutionId, first.PipelineExecutionId], (await executions.ListAsync("demo", null, Token)).Items.Select(e => e.PipelineExecutionId));
        Assert.Equal(["Source", "Build"], (await executions.GetStateAsync("demo", Token)).Select(s => s.StageName));
    }

    [Fact]
    public async Task A_started_execution_that_cannot_be_read_is_still_returned()
    {
        await Pipelines.CreateAsync(Pipelines.Build(_fixture.Request(await ConnectionAsync())), Token);
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = "GetPipelineExecution", ErrorCode = "AccessDeniedException", Message = "no" });

        var started = await _fixture.Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        Assert.Contains(started.PipelineExecutionId, (await _fixture.Session.Executions.ListAsync("demo", null, Token)).Items.Select(e => e.PipelineExecutionId));
        Assert.Contains(started.PipelineExecutionId, Assert.Single(_fixture.Sink.Messages(DiagnosticLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_execution_fails_at_its_source_while_the_connection_is_pending()
    {
        var pending = (await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "p" }, Token)).ConnectionArn;
        await Pipelines.CreateAsync(Pipelines.Build(_fixture.Request(pending)), Token);

        Assert.Equal("Failed", Assert.Single((await _fixture.Session.Executions.ListAsync("demo", null, Token)).Items).Status);
        var source = (await _fixture.Session.Executions.GetStateAsync("demo", Token))[0].Actions[0];
        Assert.Equal("Failed", source.Status);
        Assert.NotNull(source.ErrorMessage);
    }

    [Fact]
    public async Task Tags_of_a_pipeline_are_added_read_and_removed()
    {
        var created = await Pipelines.CreateAsync(Pipelines.Build(_fixture.Request(await ConnectionAsync())), Token);
        var tags = _fixture.Session.Tags;

        await tags.AddAsync(created.PipelineArn!, new Dictionary<string, string> { ["team"] = "web", ["stage"] = "test" }, Token);
        Assert.Equal(["stage=test", "team=web"], (await tags.ListAsync(created.PipelineArn!, Token)).Select(t => t.ToString()).Order());
        await tags.RemoveAsync(created.PipelineArn!, ["stage"], Token);
        Assert.Equal(["team=web"], (await tags.ListAsync(created.PipelineArn!, Token)).Select(t => t.ToString()));
        Assert.Equal("InvalidResourceArn", (await Assert.ThrowsAsync<ServiceException>(() => tags.ListAsync("arn:aws:s3:us-east-1:123456789012:x", Token))).Condition);
    }

    private async Task<string> ConnectionAsync()
    {
        var created = await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token);
        _fixture.Sandbox.CompleteConnection(created.ConnectionArn);
        return created.ConnectionArn;
    }
}
