using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement.Model;
using BitbucketConnections.Engine.Policies;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests the removal of service roles with their pipelines.</summary>
[Collection("environment")]
public sealed class RoleRemovalTests : IDisposable
{
    private readonly RoleHarness _iam = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _iam.Dispose();

    [Fact]
    public async Task A_role_of_this_module_is_removed_with_its_policies_after_its_pipeline()
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        await _iam.Session.Roles.GrantConnectionAsync(RoleOf(demo), [demo.ConnectionArn!], null, Token);
        var removal = _iam.Session.RemoveRoles();

        Assert.Equal($"remove its service role {RoleOf(demo)} with the policy BitbucketConnections-UseConnection", await removal.DescribeAsync(demo, Token));
        await RemoveAsync(removal, demo);

        Assert.False(await _iam.HasRoleAsync(RoleOf(demo)));
        Assert.Empty(removal.RolesInUse);
        Assert.Empty(_iam.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_role_that_an_interrupted_removal_left_is_found_and_removed(bool hasPolicy)
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        await _iam.Session.Pipelines.DeleteAsync("demo", Token);
        if (!hasPolicy)
        {
            await _iam.Session.Roles.RemovePolicyAsync(demo, Token);
        }

        var removal = _iam.Session.RemoveRoles();
        var left = await removal.FindLeftAsync("demo", "us-east-1", Token);
        Assert.Equal(("demo", demo.RoleArn), (left?.Name, left?.RoleArn));
        Assert.Equal($"remove its service role {RoleOf(demo)}", await removal.DescribeAsync(left!, Token));
        await _iam.Session.Roles.RemovePolicyAsync(left!, Token);
        await removal.RemoveAsync(left!, Token);

        Assert.False(await _iam.HasRoleAsync(RoleOf(demo)));
        Assert.Empty(_iam.Warnings);
    }

    [Theory]
    [InlineData("other", "us-east-1")]
    [InlineData("demo", "eu-west-1")]
    public async Task A_role_of_another_pipeline_is_not_left(string name, string region)
    {
        await _iam.CreateAsync("demo", null, Lambda("f"));

        Assert.Null(await _iam.Session.RemoveRoles().FindLeftAsync(name, region, Token));
    }

    [Fact]
    public async Task Fifty_pipelines_leave_no_role_also_if_they_share_one_and_the_Regions_are_searched_once()
    {
        var pipelines = new List<Pipeline>();
        for (var number = 0; number < 50; number++)
        {
            // Five pipelines fit on a role.
            pipelines.Add(await _iam.CreateAsync($"p{number}", number % 2 == 0 ? $"shared{number / 10}" : null, Lambda("f")));
        }

        var (listed, removal) = (_iam.Calls("ListPipelines"), _iam.Session.RemoveRoles());
        foreach (var pipeline in pipelines)
        {
            await removal.DescribeAsync(pipeline, Token);
            await RemoveAsync(removal, pipeline);
        }

        var roles = await _iam.Iam.ListRolesAsync(new ListRolesRequest { MaxItems = 1000 }, Token);
        Assert.DoesNotContain(roles.Roles!, role => role.Description?.StartsWith("Service role of the pipeline ", StringComparison.Ordinal) == true);
        Assert.Empty(removal.RolesInUse);
        Assert.Empty(_iam.Warnings);
        Assert.InRange(_iam.Calls("ListPipelines") - listed, 1, 5 * ConnectionRegions.Of("aws").Count());
    }

    [Fact]
    public async Task A_shared_role_stays_until_its_last_pipeline_and_is_named_at_the_end()
    {
        var one = await _iam.CreateAsync("one", "shared", Lambda("f"));
        var two = await _iam.CreateAsync("two", "shared", Lambda("f"));
        var removal = _iam.Session.RemoveRoles();

        Assert.Equal("keep its service role shared, because the pipeline 'two' in us-east-1 uses it", await removal.DescribeAsync(one, Token));
        await RemoveAsync(removal, one);

        Assert.Equal(["The service role 'shared' was not removed: the pipeline 'two' in us-east-1 uses it."], removal.RolesInUse);
        Assert.Single(await _iam.PoliciesAsync("shared"));
        await RemoveAsync(removal, two);
        Assert.Empty(removal.RolesInUse);
        Assert.False(await _iam.HasRoleAsync("shared"));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task A_review_of_all_pipelines_of_a_role_shows_the_role_with_the_last_one()
    {
        var one = await _iam.CreateAsync("one", "shared", Lambda("f"));
        var two = await _iam.CreateAsync("two", "shared", Lambda("f"));
        var removal = _iam.Session.RemoveRoles();
        Assert.StartsWith("keep its service role shared, because ", await removal.DescribeAsync(one, Token), StringComparison.Ordinal);
        removal.Skip(one);

        Assert.Equal("remove its service role shared", await removal.DescribeAsync(two, Token));
        Assert.Equal((0, 0), (_iam.Calls("DeleteRole"), _iam.Calls("DeleteRolePolicy")));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("action")]
    [InlineData("build")]
    public async Task A_pipeline_of_another_Region_that_uses_the_role_keeps_it(string use)
    {
        var demo = await _iam.CreateAsync("demo", "role", Lambda("f"));
        var other = _iam.Fixture.Open("eu-west-1");
        var definition = await _iam.DefinitionAsync("other", [Lambda("f")], use == "role" ? demo.RoleArn : _iam.Fixture.Sandbox.Info.ServiceRoleArn);
        definition = definition with { Region = "eu-west-1", ArtifactStore = null };
        if (use != "role")
        {
            var stage = definition.Stages[1];
            var action = use == "action"
                ? stage.Actions[0] with { RoleArn = demo.RoleArn }
                : stage.Actions[0] with { Configuration = new Dictionary<string, string> { ["FunctionName"] = "f", ["UserParameters"] = demo.RoleArn! } };
            definition = definition with { Stages = [definition.Stages[0], stage with { Actions = [action] }] };
        }

        definition = definition with { ArtifactStore = new ArtifactStore { Location = (await other.Stores.CreateDefaultAsync("eu-west-1", Token)).Bucket } };
        if (use == "action")
        {
            await _iam.Iam.UpdateAssumeRolePolicyAsync(
                new UpdateAssumeRolePolicyRequest
                {
                    RoleName = "role",
                    PolicyDocument = Policy($$"""{"Effect":"Allow","Principal":{"Service":"codepipeline.amazonaws.com","AWS":"{{_iam.Fixture.Sandbox.Info.ServiceRoleArn}}"},"Action":"sts:AssumeRole"}"""),
                },
                Token);
        }

        await other.Pipelines.CreateAsync(other.Pipelines.Check(definition), Token);
        var removal = _iam.Session.RemoveRoles();

        await RemoveAsync(removal, demo);

        Assert.Equal(["The service role 'role' was not removed: the pipeline 'other' in eu-west-1 uses it."], removal.RolesInUse);
        Assert.True(await _iam.HasRoleAsync("role"));
    }

    [Fact]
    public async Task A_pipeline_that_was_created_after_the_search_keeps_the_role()
    {
        var one = await _iam.CreateAsync("one", "one", Lambda("f"));
        var demo = await _iam.CreateAsync("demo", "role", Lambda("f"));
        var removal = _iam.Session.RemoveRoles();
        await RemoveAsync(removal, one);
        await _iam.CreateAsync("late", "role", Lambda("f"));

        await RemoveAsync(removal, demo);

        Assert.True(await _iam.HasRoleAsync("role"));
        Assert.Contains("(of another pipeline)", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-west-1")]
    [InlineData("ap-southeast-2")]
    public async Task A_Region_that_cannot_be_read_keeps_the_role(string region)
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        _iam.Fixture.Sandbox.AddFault(new SandboxFault { Operation = "ListPipelines", Region = region, ErrorCode = "AccessDeniedException", Message = "not allowed", HttpStatusCode = 400 });

        await RemoveAsync(_iam.Session.RemoveRoles(), demo);

        Assert.True(await _iam.HasRoleAsync(RoleOf(demo)));
        var warning = Assert.Single(_iam.Warnings);
        Assert.StartsWith($"The pipeline 'demo' was removed, but its service role '{RoleOf(demo)}' was not: the pipelines of {region} can't be read: ", warning, StringComparison.Ordinal);
        Assert.EndsWith($"run: aws iam delete-role --role-name {RoleOf(demo)}", warning, StringComparison.Ordinal);
        Assert.Empty((await _iam.Session.Pipelines.ListAsync(null, Token)).Items);
    }

    [Theory]
    [InlineData("path", "it has the path /, not /service-role/, so this module did not create it")]
    [InlineData("description", "its name and its description do not show")]
    [InlineData("trust", "it trusts others than codepipeline.amazonaws.com")]
    [InlineData("attached", "it has attached policies: arn:aws:iam::aws:policy/ReadOnlyAccess")]
    [InlineData("boundary", "it has the permissions boundary arn:aws:iam::aws:policy/AdministratorAccess")]
    [InlineData("profile", "it is in instance profiles: hosts")]
    [InlineData("policy", "it still has policies: mine")]
    [InlineData("other pipeline", "it still has policies: BitbucketConnections-us-east-1-other-12345678 (of another pipeline)")]
    [InlineData("statement", "it still has policies: BitbucketConnections-us-east-1-demo-")]
    public async Task A_role_that_is_not_certainly_this_modules_own_stays(string difference, string reason)
    {
        var name = difference == "path" ? "plain" : "role";
        if (difference is "path" or "description")
        {
            await _iam.Iam.CreateRoleAsync(
                new CreateRoleRequest { RoleName = name, Path = difference == "path" ? "/" : "/service-role/", AssumeRolePolicyDocument = PolicyJson.Trust("codepipeline.amazonaws.com") }, Token);
        }

        var demo = await _iam.CreateAsync("demo", name, Lambda("f"));
        await ChangeAsync(difference, name);
        var removal = _iam.Session.RemoveRoles();

        // The policy is removed with the pipeline, so a statement that stays shows in another way before it.
        Assert.StartsWith($"keep its service role {name}, because {(difference == "statement" ? "its policy BitbucketConnections-us-east-1-demo-" : reason)}", await removal.DescribeAsync(demo, Token), StringComparison.Ordinal);
        await RemoveAsync(removal, demo);

        Assert.True(await _iam.HasRoleAsync(name));
        Assert.Contains(reason, _iam.Warnings[^1], StringComparison.Ordinal);
        Assert.Equal(0, _iam.Calls("DeleteRole"));
    }

    [Theory]
    [InlineData("GetRole")]
    [InlineData("ListRolePolicies")]
    [InlineData("ListAttachedRolePolicies")]
    [InlineData("ListInstanceProfilesForRole")]
    [InlineData("DeleteRole")]
    public async Task A_refusal_is_a_warning_and_the_role_stays(string operation)
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        _iam.Refuse(operation);

        await RemoveAsync(_iam.Session.RemoveRoles(), demo);

        _iam.Fixture.Sandbox.ClearFaults();
        Assert.True(await _iam.HasRoleAsync(RoleOf(demo)));
        Assert.Contains("not allowed", Assert.Single(_iam.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DeleteRole")]
    [InlineData("DeleteRolePolicy")]
    public async Task A_deletion_whose_response_was_lost_is_done(string operation)
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        await _iam.Session.Roles.GrantConnectionAsync(RoleOf(demo), [demo.ConnectionArn!], null, Token);
        _iam.Fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, LoseAnswer = true, Count = 1 });

        await RemoveAsync(_iam.Session.RemoveRoles(), demo);

        Assert.False(await _iam.HasRoleAsync(RoleOf(demo)));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_gives_no_warning()
    {
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));
        var policy = await _iam.NameOfAsync(RoleOf(demo), "demo");
        await _iam.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = RoleOf(demo), PolicyName = policy }, Token);
        await _iam.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = RoleOf(demo) }, Token);
        var removal = _iam.Session.RemoveRoles();

        Assert.Equal($"remove no service role, because {RoleOf(demo)} does not exist", await removal.DescribeAsync(demo, Token));
        await RemoveAsync(removal, demo);
        Assert.Equal("remove no service role, because the pipeline does not have one", await removal.DescribeAsync(demo with { RoleArn = null }, Token));
        await removal.RemoveAsync(demo with { RoleArn = null }, Token);

        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task The_role_of_a_Region_is_known_by_its_name_without_a_description()
    {
        var name = Engine.Roles.RoleNames.Of("us-east-1", "demo");
        await _iam.Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = name, Path = "/service-role/", AssumeRolePolicyDocument = PolicyJson.Trust("codepipeline.amazonaws.com") }, Token);
        var demo = await _iam.CreateAsync("demo", null, Lambda("f"));

        await RemoveAsync(_iam.Session.RemoveRoles(), demo);

        Assert.False(await _iam.HasRoleAsync(name));
    }

    private static string RoleOf(Pipeline pipeline) => PipelineNameRules.RoleNameOf(pipeline.RoleArn!);

    private async Task ChangeAsync(string difference, string role)
    {
        switch (difference)
        {
            case "trust":
                await _iam.Iam.UpdateAssumeRolePolicyAsync(
                    new UpdateAssumeRolePolicyRequest
                    {
                        RoleName = role, PolicyDocument = Policy("""{"Effect":"Allow","Principal":{"Service":["codepipeline.amazonaws.com","lambda.amazonaws.com"]},"Action":"sts:AssumeRole"}"""),
                    },
                    Token);
                break;
            case "attached":
                await _iam.AttachAsync(role, "arn:aws:iam::aws:policy/ReadOnlyAccess");
                break;
            case "boundary":
                await _iam.SetBoundaryAsync(role, "arn:aws:iam::aws:policy/AdministratorAccess");
                break;
            case "profile":
                var profile = await _iam.Iam.CreateInstanceProfileAsync(new CreateInstanceProfileRequest { InstanceProfileName = "hosts" }, Token);
                await _iam.Iam.AddRoleToInstanceProfileAsync(new AddRoleToInstanceProfileRequest { InstanceProfileName = profile.InstanceProfile!.InstanceProfileName, RoleName = role }, Token);
                break;
            case "policy":
                await _iam.PutAsync(role, "mine", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}"""));
                break;
            case "other pipeline":
                await _iam.PutAsync(role, "BitbucketConnections-us-east-1-other-12345678", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}"""));
                break;
            case "statement":
                await _iam.ChangeByHandAsync(role, await _iam.NameOfAsync(role, "demo"), s => s.Add(System.Text.Json.Nodes.JsonNode.Parse("""{"Sid":"Mine","Effect":"Allow","Action":"sqs:*","Resource":"*"}""")));
                break;
        }
    }

    private async Task RemoveAsync(IServiceRoleRemoval removal, Pipeline pipeline)
    {
        await _iam.Session.Pipelines.DeleteAsync(pipeline.Name, Token);
        await _iam.Session.Roles.RemovePolicyAsync(pipeline, Token);
        await removal.RemoveAsync(pipeline, Token);
    }
}
