using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Credentials;
using BitbucketConnections.Engine.Editing;
using BitbucketConnections.Engine.Roles;
using BitbucketConnections.Engine.Time;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests what the actions of a definition refer to, and that one error has the findings of all checks.</summary>
[Collection("environment")]
public sealed class ReferenceCheckTests : IDisposable
{
    private const string Nobody = "arn:aws:iam::123456789012:role/nobody";
    private readonly RoleHarness _iam = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _iam.Dispose();

    [Theory]
    [InlineData("none", false, "BuildProjectNotFound: The CodeBuild project 'none' of the action 'Build' was not found in us-east-1. Create it first, or specify another project.")]
    [InlineData("none", true, null)]
    [InlineData("sandbox-build", false, null)]
    [InlineData("#{SourceVariables.BranchName}", false, null)]
    public async Task A_build_project_that_does_not_exist_is_an_error_on_AWS(string project, bool isCustomEndpoint, string? expected)
    {
        var findings = await CheckAsync(await DefinitionAsync(Build(project)), null, isCustomEndpoint);

        Assert.Equal(expected is null ? [] : [expected], findings);
        Assert.Equal(isCustomEndpoint, _iam.Fixture.Sink.Messages(DiagnosticLevel.Verbose).Any(line => line == "The endpoint has no CodeBuild project none. On AWS, this is an error."));
    }

    [Fact]
    public async Task A_check_that_is_denied_is_a_warning()
    {
        var stage = Build("none");
        _iam.Refuse("BatchGetProjects");
        _iam.Refuse("GetRole");

        Assert.Empty(await CheckAsync(await DefinitionAsync(stage with { Actions = [stage.Actions[0], WithRole(Lambda("f").Actions[0], Nobody)] })));

        Assert.Equal(
            [
                "The CodeBuild project 'none' can't be checked, because codebuild:BatchGetProjects is denied.",
                $"The role {Nobody} of the action 'Invoke' can't be checked, because iam:GetRole is denied.",
            ],
            _iam.Warnings);
    }

    [Theory]
    [InlineData(Nobody, "The role arn:aws:iam::123456789012:role/nobody of the action 'Invoke' was not found. Create it first, or specify another role.")]
    [InlineData("arn:aws:iam::123456789012:role/service-role/mine", "The role arn:aws:iam::123456789012:role/service-role/mine of the action 'Invoke' was not found. The role with this name is arn:aws:iam::123456789012:role/mine. Create it first, or specify another role.")]
    [InlineData("arn:aws:iam::123456789012:role/mine", null)]
    [InlineData("arn:aws:iam::210987654321:role/nobody", null)]
    public async Task The_role_of_an_action_must_exist_in_the_own_account(string role, string? expected)
    {
        await _iam.CreateRoleAsync("mine");
        var stage = Lambda("f");

        var findings = await CheckAsync(await DefinitionAsync(stage with { Actions = [WithRole(stage.Actions[0], role)] }));

        Assert.Equal(expected is null ? [] : ["ActionRoleNotFound: " + expected], findings);
    }

    [Fact]
    public async Task An_edit_checks_only_what_it_adds()
    {
        var before = await DefinitionAsync(Build("none"));

        Assert.Empty(await CheckAsync(before, before));
    }

    [Fact]
    public async Task The_role_of_an_action_is_checked_before_anything_is_created()
    {
        var stage = Lambda("f");
        var definition = await DefinitionAsync(stage with { Actions = [WithRole(stage.Actions[0], Nobody)] }) with { RoleArn = null };

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _iam.Session.Wizard.CreateAsync(_iam.Session.Pipelines.Check(definition), new PipelineCreateOptions(), Token));

        Assert.Equal("ActionRoleNotFound", thrown.Condition);
        Assert.Equal((0, 0), (_iam.Calls("CreateRole"), _iam.Calls("CreatePipeline")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_error_has_the_findings_of_all_checks(bool isBeforeWait)
    {
        var definition = await DefinitionAsync(Build("sandbox-build"));
        var pending = await _iam.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "pending" }, Token);
        var source = definition.Stages[0].Actions[0];
        var configuration = source.Configuration!.ToDictionary(entry => entry.Key, entry => entry.Key == "ConnectionArn" ? pending.ConnectionArn : entry.Value);
        definition = definition with
        {
            RoleArn = Nobody,
            ArtifactStore = new ArtifactStore { Location = "no-such-bucket" },
            Stages = [definition.Stages[0] with { Actions = [source with { Configuration = configuration }] }, .. definition.Stages.Skip(1)],
        };
        var checkedDefinition = _iam.Session.Pipelines.Check(definition);

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => isBeforeWait
            ? _iam.Session.Wizard.CheckAsync(checkedDefinition, new PipelineCreateOptions(), Token)
            : _iam.Session.Wizard.CreateAsync(checkedDefinition, new PipelineCreateOptions(), Token));

        Assert.Equal(["ConnectionNotAvailable", "ArtifactBucketNotFound", "RoleNotFound"], thrown.Findings.Select(finding => finding.Id));
        Assert.StartsWith("3 problems were found for the pipeline 'demo'. Nothing was changed:", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_alias_of_a_key_is_completed_for_a_new_pipeline_and_an_edit()
    {
        const string alias = "arn:aws:kms:us-east-1:123456789012:alias/web";
        var definition = await DefinitionAsync(Build("sandbox-build"));
        var stored = definition with { ArtifactStore = definition.ArtifactStore! with { EncryptionKey = new EncryptionKey { Id = "alias/web" } } };

        Assert.Equal(alias, _iam.Session.Pipelines.Check(stored).Definition.ArtifactStore!.EncryptionKey!.Id);
        Assert.Equal(alias, _iam.Session.Pipelines.Check(stored with { RoleArn = null }).Definition.ArtifactStore!.EncryptionKey!.Id);

        await _iam.CreateAsync("keyed", null, Build("sandbox-build"));
        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _iam.Session.Editor.PlanAsync("keyed", new PipelineChanges { EncryptionKeyId = "alias/web" }, Token));
        Assert.Equal($"Pipeline 'keyed': The key '{alias}' was not found in us-east-1. Specify the ID or ARN of a key in us-east-1.", thrown.Message);
    }

    private static PipelineAction WithRole(PipelineAction action, string role) => action with { RoleArn = role };

    private Task<Pipeline> DefinitionAsync(PipelineStage stage) => _iam.DefinitionAsync("demo", [stage], _iam.Fixture.Sandbox.Info.ServiceRoleArn);

    private async Task<IReadOnlyList<string>> CheckAsync(Pipeline definition, Pipeline? before = null, bool isCustomEndpoint = false)
    {
        var (settings, clock, sink) = (_iam.Fixture.Settings, new SystemClock(), _iam.Fixture.Sink);
        var clients = new ClientSet(
            () => new FoundCredentials(KeyPair.Create(settings.AccessKey!, settings.SecretKey!, null), "the test"), settings, CallLimits.Default, new CallRates(clock));
        var caller = new ServiceCaller(new CallOrigin(sink, null), settings.EndpointUrl, () => "the test", clock);
        var check = new ReferenceCheck(new ProjectApi(clients, caller), new RoleApi(clients, caller, "us-east-1"), new CallerAccount(clients, caller, "us-east-1"), sink, isCustomEndpoint);
        return (await check.RunAsync(definition, before, Token)).Select(finding => $"{finding.Id}: {finding.Message}").ToList();
    }
}
