using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.IdentityManagement.Model;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>Tests the plans of repairs, and that they put right what they say.</summary>
[Collection("environment")]
public sealed class RepairTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_pipeline_needs_no_repair()
    {
        using var system = await SoundSystem.CreateAsync();

        var repair = await PlanAsync(system);

        Assert.Null(repair.Changes);
        Assert.Null(repair.FailedStage);
        Assert.NotEmpty(repair.Results);
    }

    [Fact]
    public async Task Missing_permissions_of_both_roles_are_granted_and_the_source_runs_again()
    {
        using var system = await SoundSystem.CreateAsync();
        await system.Iam.Iam.DeleteRolePolicyAsync(
            new DeleteRolePolicyRequest { RoleName = SoundSystem.ServiceRole, PolicyName = await system.Iam.NameOfAsync(SoundSystem.ServiceRole, SoundSystem.Name) }, Token);
        await system.Iam.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = SoundSystem.BuildRole, PolicyName = "BitbucketConnections-UseConnection" }, Token);
        await system.Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = SoundSystem.Name }, Token);

        var repair = await PlanAsync(system);

        Assert.Equal(["Add the missing permissions to the service role.", "Grant the connection to the role of the build."], repair.Reasons);
        Assert.Equal("Source", repair.FailedStage);
        await system.EditAsync(repair.Changes!);
        await system.Session.Diagnosis.RunSourceAsync(SoundSystem.Name, "Source", isChanged: true, Token);
        Assert.Empty(await OpenAsync(system));
    }

    [Fact]
    public async Task A_connection_is_replaced_only_by_the_one_that_is_given()
    {
        using var system = await SoundSystem.CreateAsync();
        system.Sandbox.SetConnectionStatus(system.ConnectionArn, "ERROR");
        await system.Session.Executions.StartAsync(new PipelineStartRequest { PipelineName = SoundSystem.Name }, Token);
        Assert.Null((await PlanAsync(system)).Changes);
        Assert.Null((await PlanAsync(system)).FailedStage);
        var next = await system.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "next" }, Token);
        system.Sandbox.CompleteConnection(next.ConnectionArn);

        var repair = await PlanAsync(system, next.ConnectionArn);

        Assert.Equal(next.ConnectionArn, repair.Changes!.ConnectionArn);
        await system.EditAsync(repair.Changes);
        await system.Session.Diagnosis.RunSourceAsync(SoundSystem.Name, repair.FailedStage!, isChanged: true, Token);
        Assert.Empty(await OpenAsync(system));
    }

    [Fact]
    public async Task A_connection_that_works_is_not_replaced()
    {
        using var system = await SoundSystem.CreateAsync();
        var next = await system.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = "next" }, Token);

        Assert.Null((await PlanAsync(system, next.ConnectionArn)).Changes);
    }

    [Fact]
    public async Task The_address_of_a_repository_is_written_as_its_id()
    {
        using var system = await SoundSystem.CreateAsync();
        system.SetSource("FullRepositoryId", "https://bitbucket.org/example-ws/demo-repo.git");

        Assert.Equal("example-ws/demo-repo", (await PlanAsync(system)).Changes!.Repository);

        // What was meant is not certain.
        system.SetSource("FullRepositoryId", "demo-repo");
        Assert.Null((await PlanAsync(system)).Changes);
    }

    [Fact]
    public async Task A_pipeline_of_a_connection_that_was_PENDING_is_saved_again_and_one_that_no_push_started_is_not()
    {
        using var system = await SoundSystem.CreateAsync();
        await system.CreateOtherAsync("quiet", SoundSystem.Repository, "other");
        system.Pipeline = await system.Session.Pipelines.GetAsync("quiet", null, Token);
        Assert.Null((await PlanAsync(system)).Changes);

        await system.CreateWhilePendingAsync();
        var repair = await PlanAsync(system);

        Assert.True(repair.Changes!.Resave);
        Assert.Null(repair.Changes.ConnectionArn);
    }

    [Fact]
    public async Task A_source_that_failed_for_a_reason_that_is_gone_is_only_retried()
    {
        using var system = await SoundSystem.CreateAsync();
        await system.FailSourceAsync("Connection is not in available state. Its status is PENDING.");
        system.Sandbox.ClearFaults();

        var repair = await PlanAsync(system);

        Assert.Null(repair.Changes);
        await system.Session.Diagnosis.RunSourceAsync(SoundSystem.Name, repair.FailedStage!, isChanged: false, Token);
        Assert.Empty(await OpenAsync(system));
    }

    [Fact]
    public async Task What_another_policy_prevents_is_left_to_its_owner()
    {
        using var system = await SoundSystem.CreateAsync();
        await system.Iam.PutAsync(SoundSystem.ServiceRole, "deny", RoleHarness.Policy("""{"Effect":"Deny","Action":"s3:*","Resource":"*"}"""));

        Assert.Null((await PlanAsync(system)).Changes);
    }

    private static async Task<IEnumerable<string>> OpenAsync(SoundSystem system)
    {
        await system.ReadAsync();
        return (await system.TestAsync()).Where(result => result.Status != CheckStatus.Passed).Select(result => $"{result}: {result.Detail}");
    }

    private static Task<PipelineRepair> PlanAsync(SoundSystem system, string? connectionArn = null) => system.Session.Diagnosis.PlanRepairAsync(system.Pipeline, connectionArn, Token);
}
