using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using static BitbucketConnections.Engine.Tests.RoleHarness;

namespace BitbucketConnections.Engine.Tests;

/// <summary>The repositories for which policies of roles allow connections.</summary>
[Collection("environment")]
public sealed class ConnectionScopeTests : IDisposable
{
    private const string Mine = "example-ws/demo-repo";
    private const string Other = "example-ws/other-repo";
    private readonly RoleHarness _iam = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string[] Verbose => _iam.Fixture.Sink.Messages(DiagnosticLevel.Verbose);

    public void Dispose() => _iam.Dispose();

    [Fact]
    public async Task A_new_policy_allows_only_the_repository_of_the_pipeline_and_its_source_runs()
    {
        await _iam.CreateAsync("demo", "role", Approval());

        Assert.Equal([Mine], await RepositoriesAsync());
        Assert.Equal("Succeeded", await SourceStatusAsync());
    }

    [Fact]
    public async Task Another_repository_is_allowed_before_the_update_and_the_old_one_is_removed_after_it()
    {
        await _iam.CreateAsync("demo", "role", Approval());
        _iam.Fixture.Sandbox.AddFault(new SandboxFault { Operation = "UpdatePipeline", ErrorCode = "ConflictException", Message = "later", HttpStatusCode = 400, Count = 1 });

        await Assert.ThrowsAsync<ServiceException>(() => _iam.EditAsync("demo", new PipelineChanges { Repository = Other }));
        Assert.Equal([Mine, Other], (await RepositoriesAsync())!.Order(StringComparer.Ordinal));

        await StopAsync();
        await _iam.EditAsync("demo", new PipelineChanges { Repository = Other });
        await StopAsync();
        await _iam.EditAsync("demo", new PipelineChanges { Branch = "next" });
        Assert.Equal([Other], await RepositoriesAsync());
        Assert.DoesNotContain(Sids(await PolicyAsync()), sid => sid.EndsWith("ByHand", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_was_widened_stays_wide_until_the_switch_is_false()
    {
        await _iam.CreateAsync("demo", "role", Approval());
        await StopAsync();
        await _iam.EditAsync("demo", new PipelineChanges { AllowAllRepositories = true });
        Assert.Null(await RepositoriesAsync());

        await _iam.EditAsync("demo", new PipelineChanges { Repository = Other });
        Assert.Null(await RepositoriesAsync());
        Assert.Contains(Verbose, message => message.Contains("-AllowAllRepositories:$false", StringComparison.Ordinal));

        await StopAsync();
        await _iam.EditAsync("demo", new PipelineChanges { AllowAllRepositories = false });
        Assert.Equal([Other], await RepositoriesAsync());
        Assert.DoesNotContain(Sids(await PolicyAsync()), sid => sid.EndsWith("ByHand", StringComparison.Ordinal));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task An_execution_in_progress_keeps_the_wide_permission_while_the_policy_is_narrowed()
    {
        await _iam.CreateAsync("demo", "role", Approval());
        await StopAsync();
        await _iam.EditAsync("demo", new PipelineChanges { AllowAllRepositories = true });
        await _iam.Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = "demo" }, Token);

        await _iam.EditAsync("demo", new PipelineChanges { AllowAllRepositories = false });

        Assert.Contains("AllowUseConnectionDuringUpdate", Sids(await PolicyAsync()));
        Assert.Contains(_iam.Warnings, warning => warning.Contains("AllowUseConnection", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(false, false)]
    public async Task Creating_the_role_again_keeps_a_wide_policy_unless_the_switch_is_false(bool? wish, bool isWide)
    {
        var pipeline = await _iam.CreateAsync("demo", "role", Approval());
        await _iam.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = "role", Definition = pipeline, AllowAllRepositories = true }, Token);

        await _iam.Session.Roles.EnsureAsync(new ServiceRoleRequest { RoleName = "role", Definition = pipeline, AllowAllRepositories = wish }, Token);

        Assert.Equal(isWide, await RepositoriesAsync() is null);
        Assert.Single(Sids(await PolicyAsync()), sid => sid.StartsWith("AllowUseConnection", StringComparison.Ordinal));
    }

    // As version 0.1.0 wrote it: with the name of the role, and without conditions on repositories and source buckets.
    [Fact]
    public async Task The_policy_of_version_0_1_0_is_recognized_and_replaced_by_a_narrower_one()
    {
        var role = await _iam.CreateRoleAsync("role");
        var source = new PipelineStage
        {
            Name = "More",
            Actions = [new PipelineAction
            {
                Name = "Deploy",
                ActionTypeId = new ActionTypeId { Category = "Deploy", Owner = "AWS", Provider = "S3", Version = "1" },
                Configuration = new Dictionary<string, string> { ["BucketName"] = "site", ["Extract"] = "true" },
                InputArtifacts = ["SourceArtifact"],
            }],
        };
        var made = await _iam.CreateOnAsync("demo", role, Approval(), source);
        var connection = PipelineSource.First(made.Stages)!.ConnectionArn!;
        var successor = connection.Replace("codestar-connections", "codeconnections", StringComparison.Ordinal);
        await _iam.PutAsync("role", "role", $$"""
            {"Version":"2012-10-17","Statement":[
            {"Sid":"AllowS3BucketAccess","Effect":"Allow","Action":["s3:GetBucketVersioning","s3:GetBucketAcl","s3:GetBucketLocation"],"Resource":"arn:aws:s3:::{{made.ArtifactStore!.Location}}","Condition":{"StringEquals":{"aws:ResourceAccount":"123456789012"} } },
            {"Sid":"AllowUseConnection","Effect":"Allow","Action":["codestar-connections:UseConnection","codeconnections:UseConnection"],"Resource":["{{connection}}","{{successor}}"]},
            {"Sid":"AllowS3DeployBucket","Effect":"Allow","Action":["s3:GetBucketVersioning","s3:GetBucketAcl","s3:GetBucketLocation"],"Resource":"arn:aws:s3:::site"},
            {"Sid":"AllowS3Deploy","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::site/*"}]}
            """);

        await _iam.EditAsync("demo", new PipelineChanges { Branch = "develop" });

        var (name, policy) = Assert.Single(await _iam.PoliciesAsync("role"));
        Assert.StartsWith("BitbucketConnections-us-east-1-demo-", name, StringComparison.Ordinal);
        Assert.Equal([Mine], Repositories(policy));
        Assert.All(Sids(policy), sid => Assert.False(sid.EndsWith("ByHand", StringComparison.Ordinal) || sid == "AllowS3DeployBucket", sid));
        Assert.Empty(_iam.Warnings);
    }

    [Fact]
    public async Task A_role_without_a_policy_of_this_module_gets_no_warning_for_another_repository()
    {
        await _iam.CreateOnAsync("demo", await _iam.CreateRoleAsync("theirs"), Approval());

        var (plan, _) = await _iam.EditAsync("demo", new PipelineChanges { Repository = Other });
        Assert.DoesNotContain(plan.Warnings, warning => warning.Contains("theirs", StringComparison.Ordinal));

        var (second, _) = await _iam.EditAsync("demo", new PipelineChanges { AllowAllRepositories = true });
        Assert.Contains("-GrantRole", Assert.Single(second.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_in_the_form_of_earlier_versions_is_replaced()
    {
        var connection = (await _iam.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "c" }, Token)).ConnectionArn;
        var successor = connection.Replace("codestar-connections", "codeconnections", StringComparison.Ordinal);
        await _iam.CreateRoleAsync("build");
        await _iam.PutAsync("build", "BitbucketConnections-UseConnection", $$"""
            {"Version":"2012-10-17","Statement":[{"Sid":"AllowUseConnectionOfexamplewsdemorepo","Effect":"Allow","Action":["codestar-connections:UseConnection","codeconnections:UseConnection"],
            "Resource":["{{connection}}","{{successor}}"],"Condition":{"ForAllValues:StringEquals":{"codestar-connections:FullRepositoryId":"{{Mine}}","codeconnections:FullRepositoryId":"{{Mine}}"} } }]}
            """);

        await _iam.Session.Roles.GrantConnectionAsync("build", [connection], Mine, Token);

        var statement = Assert.Single((await _iam.PoliciesAsync("build"))["BitbucketConnections-UseConnection"]["Statement"]!.AsArray())!;
        Assert.Equal(["StringEqualsIfExists"], statement["Condition"]!.AsObject().Select(test => test.Key));
        Assert.Equal(2, Texts(statement["Resource"]).Count());
    }

    private async Task<JsonObject> PolicyAsync() => (await _iam.PoliciesAsync("role"))[await _iam.NameOfAsync("role", "demo")];

    private async Task<IReadOnlyList<string>?> RepositoriesAsync() => Repositories(await PolicyAsync());

    /// <returns>The repositories; null if a statement allows all.</returns>
    private static List<string>? Repositories(JsonObject policy)
    {
        var statements = policy["Statement"]!.AsArray().Where(s => Texts(s!["Action"]).Contains("codeconnections:UseConnection")).ToList();
        Assert.NotEmpty(statements);
        return statements.Exists(s => s!["Condition"] is null) ? null
            : statements.SelectMany(s => Texts(s!["Condition"]!["StringEqualsIfExists"]!["codeconnections:FullRepositoryId"])).Distinct().ToList();
    }

    // The approval waits, and an execution in progress keeps permissions of the old definition.
    private async Task StopAsync()
    {
        foreach (var run in await _iam.Session.Executions.ListInProgressAsync("demo", Token))
        {
            await _iam.Session.Executions.StopAsync(new PipelineStopRequest { PipelineName = "demo", PipelineExecutionId = run.PipelineExecutionId, Abandon = true }, Token);
        }
    }

    private async Task<string?> SourceStatusAsync() =>
        (await _iam.Session.Executions.GetStateAsync("demo", Token)).SelectMany(stage => stage.Actions).First(action => action.ActionName == "Source").Status;
}
