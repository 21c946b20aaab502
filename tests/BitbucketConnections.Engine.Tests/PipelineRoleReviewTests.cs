using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the reviews of roles and policies, and their removal, on the sandbox.</summary>
[Collection("environment")]
public sealed class PipelineRoleReviewTests : IDisposable
{
    private readonly RoleHarness _iam = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _iam.Dispose();

    [Fact]
    public async Task The_review_of_an_edit_lists_what_each_policy_gains_and_loses()
    {
        await _iam.CreateAsync("demo", "role", Lambda("old"));
        var policy = await _iam.NameOfAsync("role", "demo");

        var plan = await _iam.Session.Editor.PlanAsync("demo", Replace(Lambda("new")), Token);

        Assert.Equal(
            [
                $"Service role role: policy {policy} is updated",
                "  gains AllowLambdaInvoke: lambda:InvokeFunction on arn:aws:lambda:us-east-1:123456789012:function:new",
                "  loses AllowLambdaInvoke: lambda:InvokeFunction on arn:aws:lambda:us-east-1:123456789012:function:old (after the update, when no execution is in progress)",
            ],
            plan.RoleChanges);
        Assert.Empty((await _iam.Session.Editor.PlanAsync("demo", new PipelineChanges { Branch = "x" }, Token)).RoleChanges);
    }

    [Fact]
    public async Task The_review_shows_the_repositories_that_a_policy_allows()
    {
        await _iam.CreateAsync("demo", "role", Lambda("f"));

        var moved = await _iam.Session.Editor.PlanAsync("demo", new PipelineChanges { Repository = "other-ws/other" }, Token);
        var widened = await _iam.Session.Editor.PlanAsync("demo", new PipelineChanges { AllowAllRepositories = true }, Token);

        Assert.EndsWith(" if codestar-connections:FullRepositoryId is other-ws/other if codeconnections:FullRepositoryId is other-ws/other", Assert.Single(moved.RoleChanges, line => line.StartsWith("  gains", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(" if ", Assert.Single(widened.RoleChanges, line => line.StartsWith("  gains", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_review_of_an_edit_names_both_roles_and_a_policy_that_is_granted()
    {
        await _iam.CreateAsync("demo", "old", Lambda("f"));
        var policy = await _iam.NameOfAsync("old", "demo");
        var role = await _iam.CreateRoleAsync("new");

        var plan = await _iam.Session.Editor.PlanAsync("demo", new PipelineChanges { RoleArn = role, GrantsRole = true }, Token);

        Assert.Equal($"Service role new: policy {policy} is created", plan.RoleChanges[0]);
        Assert.Equal(5, plan.RoleChanges.Count(line => line.StartsWith("  gains ", StringComparison.Ordinal)));
        Assert.Equal($"Service role old: policy {policy} is deleted after the update, when no execution is in progress", plan.RoleChanges[^1]);
    }

    [Fact]
    public async Task The_review_of_a_creation_distinguishes_new_and_existing_roles_and_shows_their_policy_changes()
    {
        var definition = await _iam.DefinitionAsync("demo", [Lambda("f")]);
        var policy = _iam.Session.Roles.PolicyNameOf("demo");
        var options = new PipelineCreateOptions { RoleName = "role" };
        var puts = _iam.Calls("PutRolePolicy");
        static bool IsPermission(string line) => line.StartsWith("Permission of the role: use of arn:", StringComparison.Ordinal);
        Task<IReadOnlyList<string>> ReviewAsync() => _iam.Session.Wizard.ReviewAsync(definition, options, Token);

        var lines = await ReviewAsync();
        Assert.Contains("Service role: role (new)", lines);
        Assert.Contains($"Policy of the role: {policy} (created)", lines);
        Assert.EndsWith(" for example-ws/demo-repo", Assert.Single(lines, IsPermission), StringComparison.Ordinal);
        Assert.EndsWith(" for all repositories", Assert.Single(await _iam.Session.Wizard.ReviewAsync(definition, new PipelineCreateOptions { RoleName = "role", AllowAllRepositories = true }, Token), IsPermission), StringComparison.Ordinal);

        await _iam.CreateRoleAsync("role");
        await _iam.PutAsync("role", "role", _iam.Session.Roles.BuildPolicy(new ServiceRolePolicyRequest { Definition = definition, AccountId = "123456789012" }));
        lines = await ReviewAsync();
        Assert.EndsWith(" for example-ws/demo-repo", Assert.Single(lines, IsPermission), StringComparison.Ordinal);
        Assert.Contains("Service role: arn:aws:iam::123456789012:role/role (existing)", lines);
        Assert.Contains($"Policy of the role: {policy} (created)", lines);
        Assert.Contains($"Policy of the role: role, which an earlier version of this module wrote, is replaced by {policy}", lines);
        Assert.Equal((puts, 0, 0), (_iam.Calls("PutRolePolicy"), _iam.Calls("DeleteRolePolicy"), _iam.Calls("CreateRole")));

        var role = await _iam.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = "role", Definition = definition }, Token);
        Assert.True(role.IsPolicyWritten);
        Assert.Contains($"Policy of the role: {policy} (unchanged)", await ReviewAsync());

        await _iam.ChangeByHandAsync("role", policy, s => s.RemoveAt(0));
        Assert.Contains($"Policy of the role: {policy} (updated)", await ReviewAsync());
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task The_review_of_a_creation_warns_of_an_older_policy_that_is_kept()
    {
        await _iam.CreateRoleAsync("role");
        await _iam.PutAsync("role", "role", """{"Version":"2012-10-17","Statement":[{"Sid":"AllowUseConnection","Effect":"Allow","Action":"codeconnections:UseConnection","Resource":"*"}]}""");

        await _iam.Session.Wizard.ReviewAsync(await _iam.DefinitionAsync("demo", [Lambda("f")]), new PipelineCreateOptions { RoleName = "role" }, Token);

        Assert.Contains("It is unchanged: ", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_review_of_a_full_clone_names_the_build_role_or_warns(bool grant)
    {
        var definition = await _iam.DefinitionAsync("demo", [Build(_iam.Fixture.Sandbox.Info.BuildProject)], format: "CODEBUILD_CLONE_REF");

        var lines = await _iam.Session.Wizard.ReviewAsync(definition, new PipelineCreateOptions { RoleName = "role", GrantBuildRole = grant }, Token);

        Assert.Equal(0, _iam.Calls("PutRolePolicy"));
        if (grant)
        {
            Assert.Empty(_iam.Warnings);
            var line = Assert.Single(lines, l => l.StartsWith("Build role", StringComparison.Ordinal));
            Assert.Contains("codebuild-", line, StringComparison.Ordinal);
            Assert.Contains("BitbucketConnections-UseConnection", line, StringComparison.Ordinal);
            Assert.Contains(PipelineSource.All(definition.Stages).Single().ConnectionArn!, line, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Grant-BitbucketConnectionAccess", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Removing_a_pipeline_removes_only_its_own_policy()
    {
        var one = await _iam.CreateAsync("one", "shared", Lambda("f"));
        await _iam.CreateAsync("two", "shared", Lambda("f"));

        await RemoveAsync(one);

        Assert.Equal(await _iam.NameOfAsync("shared", "two"), Assert.Single(await _iam.PoliciesAsync("shared")).Key);
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task Other_statements_in_the_policy_of_a_removed_pipeline_are_kept_and_named()
    {
        var demo = await _iam.CreateAsync("demo", "role", Lambda("f"));
        var policy = await _iam.NameOfAsync("role", "demo");
        await _iam.ChangeByHandAsync("role", policy, s => s.Add(JsonNode.Parse("""{"Sid":"Mine","Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}""")));

        await RemoveAsync(demo);

        Assert.Equal(["Mine"], Sids(Assert.Single(await _iam.PoliciesAsync("role")).Value));
        var warning = Assert.Single(_iam.Warnings);
        Assert.Contains("Mine", warning, StringComparison.Ordinal);
        Assert.Contains($"aws iam delete-role-policy --role-name role --policy-name {policy}", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetRolePolicy")]
    [InlineData("DeleteRolePolicy")]
    public async Task A_policy_that_cannot_be_removed_is_a_warning_with_the_command(string operation)
    {
        var demo = await _iam.CreateAsync("demo", "role", Lambda("f"));
        var policy = await _iam.NameOfAsync("role", "demo");
        _iam.Refuse(operation);

        await RemoveAsync(demo);

        Assert.Contains($"aws iam delete-role-policy --role-name role --policy-name {policy}", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_without_a_policy_of_this_module_is_removed_without_a_warning()
    {
        var demo = await _iam.CreateOnAsync("demo", await _iam.CreateRoleAsync("theirs"), Lambda("f"));
        await _iam.PutAsync("theirs", "theirs", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}""");

        await RemoveAsync(demo);

        Assert.Empty(_iam.Warnings);
        Assert.Equal(0, _iam.Calls("DeleteRolePolicy"));
        Assert.Single(await _iam.PoliciesAsync("theirs"));
    }

    [Fact]
    public async Task A_policy_whose_deletion_response_was_lost_is_deleted()
    {
        var demo = await _iam.CreateAsync("demo", "role", Lambda("f"));
        _iam.Fixture.Sandbox.AddFault(new SandboxFault { Operation = "DeleteRolePolicy", LoseAnswer = true, Count = 1 });

        await RemoveAsync(demo);

        Assert.Empty(_iam.Warnings);
        Assert.Empty(await _iam.PoliciesAsync("role"));
    }

    private async Task RemoveAsync(Pipeline pipeline)
    {
        await _iam.Session.Pipelines.DeleteAsync(pipeline.Name, Token);
        await _iam.Session.Roles.RemovePolicyAsync(pipeline, Token);
    }
}
