using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Roles;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests copies of pipelines: what they keep, what changes, and the role that they share with the original.</summary>
[Collection("environment")]
public sealed class PipelineCopyTests : IDisposable
{
    private const string Role = "AWSCodePipelineServiceRole-us-east-1-demo";
    private readonly RoleHarness _harness = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEngineSession Session => _harness.Session;

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task A_copy_gets_its_own_policy_on_the_role_of_the_original()
    {
        var original = await CreateAsync();
        var copy = Session.Pipelines.Check(Session.Wizard.Copy(original, new PipelineCopyRequest { Name = "copy" }));
        var options = new PipelineCreateOptions { CopyOf = original };

        var review = await Session.Wizard.ReviewAsync(copy, options, Token);
        Assert.Equal([Policy("demo")], await PoliciesAsync());
        var creation = await Session.Wizard.CreateAsync(copy, options, Token);

        Assert.Contains(review, line => line.Contains(Policy("copy") + " (created)", StringComparison.Ordinal));
        Assert.Contains(review, line => line.Contains(original.RoleArn + " (existing)", StringComparison.Ordinal));
        Assert.Equal(original.RoleArn, creation.Pipeline.RoleArn);
        Assert.Equal([Policy("copy"), Policy("demo")], (await PoliciesAsync()).Order(StringComparer.Ordinal));
        Assert.Equal([$"the policy {Policy("copy")} of {original.RoleArn}"], creation.Created);
        Assert.DoesNotContain(_harness.Warnings, warning => warning.Contains("permission", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_without_the_policy_of_the_original_is_unchanged()
    {
        var original = await CreateAsync();
        await _harness.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = Role, PolicyName = Policy("demo") }, Token);
        var copy = Session.Pipelines.Check(Session.Wizard.Copy(original, new PipelineCopyRequest { Name = "copy" }));

        var creation = await Session.Wizard.CreateAsync(copy, new PipelineCreateOptions { CopyOf = original }, Token);

        Assert.Equal(original.RoleArn, creation.Pipeline.RoleArn);
        Assert.Empty(await PoliciesAsync());
    }

    [Fact]
    public async Task A_role_whose_policies_cannot_be_read_is_unchanged()
    {
        var original = await CreateAsync();
        var copy = Session.Pipelines.Check(Session.Wizard.Copy(original, new PipelineCopyRequest { Name = "copy" }));
        _harness.Refuse("GetRolePolicy");

        var creation = await Session.Wizard.CreateAsync(copy, new PipelineCreateOptions { CopyOf = original }, Token);
        _harness.Fixture.Sandbox.ClearFaults();

        Assert.Equal("copy", creation.Pipeline.Name);
        Assert.Equal([Policy("demo")], await PoliciesAsync());
        Assert.Contains(_harness.Fixture.Sink.Messages(DiagnosticLevel.Verbose), line => line.Contains("can't be read, so no policy is added", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_with_another_role_does_not_change_it()
    {
        var original = await CreateAsync();
        var copy = Session.Wizard.Copy(original, new PipelineCopyRequest { Name = "copy" }) with { RoleArn = _harness.Fixture.Sandbox.Info.ServiceRoleArn };

        await Session.Wizard.CreateAsync(Session.Pipelines.Check(copy), new PipelineCreateOptions { CopyOf = original }, Token);

        Assert.Equal([Policy("demo")], await PoliciesAsync());
    }

    [Fact]
    public async Task A_copy_has_another_name_source_and_branch_and_its_trigger_follows()
    {
        var original = await CreateAsync();
        var other = await Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "other" }, Token);
        var triggered = original with
        {
            Tags = new Dictionary<string, string> { ["team"] = "web" },
            Triggers = [new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["main", "hotfix/*"] } }] }],
        };

        var copy = Session.Wizard.Copy(triggered, new PipelineCopyRequest { Name = "copy", ConnectionArn = other.ConnectionArn, Repository = "https://bitbucket.org/ws/other", Branch = "develop" });

        Assert.Equal(("copy", other.ConnectionArn, "ws/other", "develop"), (copy.Name, copy.ConnectionArn, copy.FullRepositoryId, copy.BranchName));
        Assert.Equal(["develop", "hotfix/*"], copy.Triggers[0].Push![0].Branches!.Includes!);
        Assert.Equal("web", copy.Tags!["team"]);
        Assert.Equal((null, null, null, null), (copy.PipelineArn, copy.Version, copy.Created, copy.ConsoleUrl));
        Assert.Equal(triggered.Stages.Skip(1).Select(stage => stage.Name), copy.Stages.Skip(1).Select(stage => stage.Name));
    }

    [Fact]
    public async Task A_branch_that_no_filter_matches_is_a_warning()
    {
        var original = await CreateAsync() with
        {
            Triggers = [new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["release/*"] } }] }],
        };

        Session.Wizard.Copy(original, new PipelineCopyRequest { Name = "copy", Branch = "develop" });

        Assert.Contains(_harness.Warnings, warning => warning.Contains("'develop' starts no execution", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_source_of_a_pipeline_with_two_sources_is_not_changed()
    {
        var original = await CreateAsync();
        var source = original.Stages[0].Actions[0];
        var two = original with { Stages = [original.Stages[0] with { Actions = [source, source with { Name = "Second" }] }, .. original.Stages.Skip(1)] };

        var failure = Assert.Throws<ServiceException>(() => Session.Wizard.Copy(two, new PipelineCopyRequest { Name = "copy", Branch = "develop" }));

        Assert.Equal("CopySourceNotClear", failure.Condition);
        Assert.Contains("Source, Second", failure.Message, StringComparison.Ordinal);
        Assert.Equal("copy", Session.Wizard.Copy(two, new PipelineCopyRequest { Name = "copy" }).Name);
    }

    [Theory]
    [InlineData("nope", null, "InvalidConnectionArn")]
    [InlineData(null, "not a repository", "InvalidRepositoryId")]
    public async Task A_value_of_a_copy_that_is_not_valid_is_an_error(string? connection, string? repository, string id)
    {
        var original = await CreateAsync();

        var failure = Assert.Throws<ServiceException>(() => Session.Wizard.Copy(original, new PipelineCopyRequest { ConnectionArn = connection, Repository = repository }));

        Assert.Equal(id, failure.Condition);
    }

    [Fact]
    public async Task The_json_of_all_properties_of_a_pipeline_is_read_as_its_definition()
    {
        var created = await CreateAsync();
        var original = created with
        {
            Tags = new Dictionary<string, string> { ["team"] = "web" },
            Triggers = [new PipelineTrigger { SourceActionName = "Source", PullRequest = [new TriggerPullRequestFilter { Events = ["OPEN"], Branches = new TriggerPatterns { Includes = ["main"] } }] }],
            Stages =
            [
                created.Stages[0],
                created.Stages[1] with
                {
                    OnFailure = new StageFailureConditions { Result = "RETRY", RetryMode = "FAILED_ACTIONS" },
                    AdditionalMembers = new Dictionary<string, string> { ["newMember"] = "{\"a\":1}" },
                },
            ],
        };
        var json = JsonSerializer.Serialize(original);

        var read = Session.Wizard.ReadJson(json);

        Assert.Empty(DefinitionComparer.Compare(read, original));
        Assert.Equal(RecordWriter.Write(original).ToJsonString(), RecordWriter.Write(read).ToJsonString());
        Assert.Equal("web", read.Tags!["team"]);
        Assert.Equal("The definition has the unknown member 'stages[1].newMember'. It is sent to AWS unchanged.", Assert.Single(_harness.Warnings, warning => warning.Contains("unknown", StringComparison.Ordinal)));
    }

    private static string Policy(string pipeline) => PipelinePolicyName.Of("us-east-1", pipeline);

    private Task<Pipeline> CreateAsync() => _harness.CreateAsync("demo", null, new PipelineStage
    {
        Name = "Build",
        Actions =
        [
            new PipelineAction
            {
                Name = "Build",
                ActionTypeId = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "CodeBuild", Version = "1" },
                Configuration = new Dictionary<string, string> { ["ProjectName"] = _harness.Fixture.Sandbox.Info.BuildProject },
            },
        ],
    });

    private async Task<List<string>> PoliciesAsync() => (await _harness.Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = Role }, Token)).PolicyNames ?? [];
}
