using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using BitbucketConnections.Engine.Builds;
using BitbucketConnections.Engine.Policies;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the roles of builds that clone the repository, at a creation and at an edit.</summary>
[Collection("environment")]
public sealed class BuildRoleTests : IDisposable
{
    private const string Grant = "BitbucketConnections-UseConnection";
    private readonly RoleHarness _iam = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Project => _iam.Fixture.Sandbox.Info.BuildProject;

    public void Dispose() => _iam.Dispose();

    [Fact]
    public async Task A_grant_is_for_the_repository_of_the_source_or_for_all_repositories()
    {
        await _iam.CreateRoleAsync("build", PolicyJson.Trust("codebuild.amazonaws.com"));
        var definition = await DefinitionAsync("arn:aws:iam::123456789012:role/build");

        await CreateAsync(definition, "one", all: false);
        var document = await _iam.DocumentAsync("build", Grant);
        Assert.Contains("FullRepositoryId\": \"example-ws/demo-repo\"", document, StringComparison.Ordinal);

        await _iam.Iam.DeleteRolePolicyAsync(new() { RoleName = "build", PolicyName = Grant }, Token);
        await CreateAsync(definition, "two", all: true);
        Assert.DoesNotContain("Condition", await _iam.DocumentAsync("build", Grant), StringComparison.Ordinal);
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task A_grant_only_adds_to_earlier_grants()
    {
        await _iam.CreateRoleAsync("build", PolicyJson.Trust("codebuild.amazonaws.com"));
        const string role = "arn:aws:iam::123456789012:role/build";
        var first = await DefinitionAsync(role);
        await CreateAsync(first, "one", all: false);
        var before = PolicyRights.Of(PolicyContent.TryRead(await _iam.DocumentAsync("build", Grant))!.Understood);

        await CreateAsync(await DefinitionAsync(role, repository: "example-ws/other"), "two", all: false);

        var after = PolicyRights.Of(PolicyContent.TryRead(await _iam.DocumentAsync("build", Grant))!.Understood);
        Assert.True(before.IsProperSubsetOf(after));
    }

    [Fact]
    public async Task The_role_of_the_action_is_the_build_role_and_the_one_of_the_project_is_not()
    {
        await _iam.CreateRoleAsync("build", PolicyJson.Trust("codebuild.amazonaws.com"));

        var lines = await _iam.Session.Wizard.ReviewAsync(Check(await DefinitionAsync("arn:aws:iam::123456789012:role/build")), Options(grant: true), Token);

        Assert.Equal(
            "Build role of sandbox-build: arn:aws:iam::123456789012:role/build",
            Assert.Single(lines, line => line.StartsWith("Build role", StringComparison.Ordinal)).Split(" (policy")[0]);
        Assert.Empty(await GrantsOfProjectAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_role_that_is_a_variable_is_not_known(bool grant)
    {
        var lines = await _iam.Session.Wizard.ReviewAsync(Check((await DefinitionAsync("#{variables.role}")) with { Variables = [new PipelineVariable { Name = "role", DefaultValue = "r" }] }), Options(grant), Token);

        // The policy of the service role has another warning.
        var warning = Assert.Single(_iam.Warnings, text => text.Contains("clones the repository", StringComparison.Ordinal));
        Assert.Contains("with the role '#{variables.role}', which is known only during an execution. The role was not checked", warning, StringComparison.Ordinal);
        Assert.Equal(grant, warning.Contains("nothing was granted", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("Build role", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_build_role_that_does_not_exist_is_a_warning(bool grant)
    {
        await _iam.Session.Wizard.ReviewAsync(Check(await DefinitionAsync("arn:aws:iam::123456789012:role/nobody")), Options(grant), Token);

        Assert.Contains("The role arn:aws:iam::123456789012:role/nobody was not found", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("codestar-connections")]
    [InlineData("codeconnections")]
    public async Task A_build_role_that_may_use_the_connection_needs_no_grant_and_no_warning(string prefix)
    {
        await _iam.CreateRoleAsync("build", PolicyJson.Trust("codebuild.amazonaws.com"));
        await _iam.PutAsync("build", "p", Policy($$"""{"Effect":"Allow","Action":"{{prefix}}:UseConnection","Resource":"*"}"""));
        var definition = await DefinitionAsync("arn:aws:iam::123456789012:role/build");

        await CreateAsync(definition, "one", all: false, grant: false);
        await CreateAsync(definition, "two", all: false);

        Assert.Empty(_iam.Warnings);
        Assert.Equal(["p"], (await _iam.PoliciesAsync("build")).Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_build_role_that_is_denied_the_connection_is_a_warning_that_a_grant_does_not_help(bool grant)
    {
        await _iam.CreateRoleAsync("build", PolicyJson.Trust("codebuild.amazonaws.com"));
        await _iam.PutAsync("build", "p", Policy("""{"Sid":"No","Effect":"Deny","Action":["codestar-connections:*","codeconnections:*"],"Resource":"*"}"""));

        await CreateAsync(await DefinitionAsync("arn:aws:iam::123456789012:role/build"), "one", all: false, grant);

        Assert.Contains("because the statement 'No' denies it. A grant does not change that", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
        Assert.Equal(["p"], (await _iam.PoliciesAsync("build")).Keys);
    }

    [Fact]
    public async Task A_build_role_whose_policies_cannot_be_read_is_a_warning_that_says_so()
    {
        await _iam.CreateRoleAsync("build", PolicyJson.Trust("codebuild.amazonaws.com"));
        _iam.Refuse("ListAttachedRolePolicies");

        await _iam.Session.Wizard.ReviewAsync(Check(await DefinitionAsync("arn:aws:iam::123456789012:role/build")), Options(grant: false), Token);

        Assert.Contains("It is not known whether it has it, because the list of its attached policies can't be read", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_introduces_a_full_clone_warns_or_grants_and_the_review_shows_the_policy()
    {
        await CreateAsync(await DefinitionAsync(null, format: "CODE_ZIP"), "demo", all: false);
        var clone = new PipelineChanges { OutputArtifactFormat = "CODEBUILD_CLONE_REF" };
        Assert.Contains("clones the repository itself", Assert.Single((await PlanAsync(clone)).Warnings), StringComparison.Ordinal);

        var plan = await PlanAsync(new PipelineChanges { OutputArtifactFormat = "CODEBUILD_CLONE_REF", GrantsBuildRole = true });

        Assert.Empty(plan.Warnings);
        Assert.Contains("for the repository example-ws/demo-repo", Assert.Single(plan.RoleChanges), StringComparison.Ordinal);
        Assert.Empty(await GrantsOfProjectAsync());
        await _iam.Session.Editor.ApplyAsync(plan, Token);
        Assert.Single(await GrantsOfProjectAsync());
        Assert.Empty((await PlanAsync(new PipelineChanges { Branch = "other" })).Warnings);
        Assert.Empty((await PlanAsync(new PipelineChanges { GrantsBuildRole = true })).RoleChanges);
    }

    [Fact]
    public async Task An_edit_checks_only_the_builds_that_it_adds_and_a_grant_alone_checks_all()
    {
        await CreateAsync(await DefinitionAsync(null), "demo", all: false, grant: false);
        var warnings = _iam.Warnings.Length;
        Assert.Equal(1, warnings);

        Assert.Empty((await PlanAsync(new PipelineChanges { Branch = "other" })).Warnings);
        var changed = await PlanAsync(new PipelineChanges { Repository = "example-ws/other" });
        Assert.Contains("clones the repository itself", Assert.Single(changed.Warnings), StringComparison.Ordinal);

        var (plan, _) = await _iam.EditAsync("demo", new PipelineChanges { GrantsBuildRole = true, AllowAllRepositories = true });
        Assert.Empty(plan.Differences);
        Assert.Contains("for all repositories", Assert.Single(plan.RoleChanges, line => line.StartsWith("Build role", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Single(await GrantsOfProjectAsync());
        Assert.Empty((await PlanAsync(new PipelineChanges { GrantsBuildRole = true })).RoleChanges);
    }

    [Fact]
    public async Task A_grant_that_was_written_before_a_failed_update_is_named()
    {
        await CreateAsync(await DefinitionAsync(null, format: "CODE_ZIP"), "demo", all: false);
        _iam.Refuse("UpdatePipeline");

        var thrown = await Assert.ThrowsAsync<ServiceException>(() => _iam.EditAsync("demo", new PipelineChanges { OutputArtifactFormat = "CODEBUILD_CLONE_REF", GrantsBuildRole = true }));

        Assert.Contains(thrown.Created, created => created.StartsWith($"the policy {Grant} of ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("kms:*", false)]
    [InlineData("kms:Decrypt", true)]
    public async Task A_build_role_that_cannot_use_the_customer_managed_key_of_the_artifacts_is_a_warning(string? allowed, bool isWarned)
    {
        using var kms = new AmazonKeyManagementServiceClient(
            new Amazon.Runtime.BasicAWSCredentials(_iam.Fixture.Sandbox.Info.AccessKey, _iam.Fixture.Sandbox.Info.SecretKey),
            new AmazonKeyManagementServiceConfig { ServiceURL = _iam.Fixture.Sandbox.Info.EndpointUrl.AbsoluteUri, AuthenticationRegion = "us-east-1" });
        var key = (await kms.CreateKeyAsync(new CreateKeyRequest(), Token)).KeyMetadata.Arn;
        await _iam.CreateRoleAsync("build", PolicyJson.Trust("codebuild.amazonaws.com"));
        if (allowed is not null)
        {
            await _iam.PutAsync("build", "p", Policy($$"""{"Effect":"Allow","Action":"{{allowed}}","Resource":"{{key}}"}"""));
        }

        var plain = await DefinitionAsync("arn:aws:iam::123456789012:role/build", format: "CODE_ZIP");
        var keyed = plain with { ArtifactStore = plain.ArtifactStore! with { EncryptionKey = new EncryptionKey { Id = key } } };
        await _iam.Session.Wizard.ReviewAsync(Check(keyed), Options(grant: false), Token);

        Assert.Equal(isWarned ? 1 : 0, _iam.Warnings.Length);
        if (isWarned)
        {
            Assert.StartsWith($"The artifacts of the build 'sandbox-build' are encrypted with the key {key}, and the role arn:aws:iam::123456789012:role/build of the build can't use it", _iam.Warnings[0], StringComparison.Ordinal);
            Assert.Equal(allowed is null, _iam.Warnings[0].Split("The build fails")[0].Contains("kms:Decrypt", StringComparison.Ordinal));
        }

        await _iam.Session.Pipelines.CreateAsync(Check(plain with { RoleArn = _iam.Fixture.Sandbox.Info.ServiceRoleArn }), Token);
        var plan = await PlanAsync(new PipelineChanges { EncryptionKeyId = key });
        Assert.Equal(isWarned, plan.Warnings.Any(warning => warning.StartsWith("The artifacts of the build 'sandbox-build'", StringComparison.Ordinal)));
        Assert.DoesNotContain((await PlanAsync(new PipelineChanges { Branch = "other" })).Warnings, warning => warning.StartsWith("The artifacts", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ws/repo", "ws/repo")]
    [InlineData("#{other.repository}", null)]
    public void A_repository_that_is_a_variable_is_not_known(string value, string? repository) =>
        Assert.Equal(repository, Assert.Single(FullCloneBuild.Of(Definition("p", "CODEBUILD_CLONE_REF", null, value))).Repository);

    [Fact]
    public void Builds_are_the_same_if_they_read_the_same_repository_with_the_same_role()
    {
        var one = Definition("p", "CODEBUILD_CLONE_REF", null, "ws/repo");

        Assert.Empty(FullCloneBuild.Added(one, one with { Name = "other" }));
        Assert.Single(FullCloneBuild.Added(Definition("p", "CODE_ZIP", null, "ws/repo"), one));
        Assert.Single(FullCloneBuild.Added(one, Definition("q", "CODEBUILD_CLONE_REF", null, "ws/repo")));
        Assert.Single(FullCloneBuild.Added(one, Definition("p", "CODEBUILD_CLONE_REF", "arn:aws:iam::123456789012:role/b", "ws/repo")));
        Assert.Single(FullCloneBuild.Added(one, Definition("p", "CODEBUILD_CLONE_REF", null, "ws/other")));
        Assert.Empty(FullCloneBuild.Added(one, Definition("p", "CODE_ZIP", null, "ws/repo")));
    }

    private Task<PipelineEditPlan> PlanAsync(PipelineChanges changes) => _iam.Session.Editor.PlanAsync("demo", changes, Token);

    private static PipelineCreateOptions Options(bool grant) => new() { RoleName = "role", GrantBuildRole = grant };

    private CheckedDefinition Check(Pipeline definition) => _iam.Session.Pipelines.Check(definition);

    private async Task CreateAsync(Pipeline definition, string name, bool all, bool grant = true) => await _iam.Session.Wizard.CreateAsync(
        Check(definition with { Name = name }), new PipelineCreateOptions { RoleName = "role", GrantBuildRole = grant, AllowAllRepositories = all }, Token);

    private async Task<IEnumerable<string>> GrantsOfProjectAsync()
    {
        var roles = await _iam.Iam.ListRolesAsync(new(), Token);
        var role = roles.Roles!.Single(found => found.RoleName!.StartsWith("codebuild-", StringComparison.Ordinal)).RoleName!;
        return (await _iam.PoliciesAsync(role)).Keys.Where(name => name == Grant);
    }

    private async Task<Pipeline> DefinitionAsync(string? buildRole, string format = "CODEBUILD_CLONE_REF", string repository = "example-ws/demo-repo")
    {
        var definition = await _iam.DefinitionAsync("demo", [Build(Project)], format: format);
        return With(definition, buildRole, repository);
    }

    private static Pipeline Definition(string project, string format, string? buildRole, string repository) => With(
        new Pipeline
        {
            Name = "demo",
            Region = "us-east-1",
            Stages =
            [
                new PipelineStage
                {
                    Name = "Source",
                    Actions =
                    [
                        new PipelineAction
                        {
                            Name = "Source",
                            ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = PipelineSource.Provider, Version = "1" },
                            OutputArtifacts = [new OutputArtifact { Name = "A" }],
                            Configuration = new Dictionary<string, string> { ["ConnectionArn"] = "arn:x", ["OutputArtifactFormat"] = format },
                        },
                    ],
                },
                Build(project) with { Actions = [Build(project).Actions[0] with { InputArtifacts = ["A"] }] },
            ],
        },
        buildRole,
        repository);

    private static Pipeline With(Pipeline definition, string? buildRole, string repository)
    {
        static PipelineAction Configured(PipelineAction action, string key, string? value)
        {
            var configuration = action.Configuration!.ToDictionary(pair => pair.Key, pair => pair.Value);
            if (value is not null)
            {
                configuration[key] = value;
            }

            return action with { Configuration = configuration };
        }

        var (source, build) = (definition.Stages[0], definition.Stages[1]);
        return definition with
        {
            Stages =
            [
                source with { Actions = [Configured(source.Actions[0], "FullRepositoryId", repository)] },
                build with { Actions = [Configured(build.Actions[0], "ServiceRoleArnOverride", buildRole)] },
            ],
        };
    }
}
