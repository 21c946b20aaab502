using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Connections;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that a command does not ask AWS again for what it knows.</summary>
[Collection("environment")]
public sealed class CallCountTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SandboxFixture _fixture;

    public CallCountTests() => _fixture = new SandboxFixture(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPipelineEditor Editor => _fixture.Session.Editor;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_connection_of_many_pipelines_is_read_once_and_later_again()
    {
        var target = await CreatePipelinesAsync();
        var before = Calls("GetConnection");

        await Task.WhenAll(Names.Select(name => PlanAsync(name, target)));
        await PlanAsync("one", target);
        Assert.Equal(1, Calls("GetConnection") - before);

        _clock.Advance(RecentConnections.Limit);
        await PlanAsync("two", target);
        Assert.Equal(2, Calls("GetConnection") - before);
    }

    [Fact]
    public async Task A_connection_that_the_caller_cannot_read_is_asked_for_once_with_a_warning_for_each_pipeline()
    {
        var target = await CreatePipelinesAsync();
        Refuse("GetConnection", "AccessDeniedException");
        var before = Calls("GetConnection");

        await PlanAsync("one", target);
        await PlanAsync("two", target);

        Assert.Equal(1, Calls("GetConnection") - before);
        Assert.Equal(2, _fixture.Sink.Messages(DiagnosticLevel.Warning).Count(warning => warning.Contains("status and its provider are not checked", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failed_call_for_a_connection_is_made_again()
    {
        var target = await CreatePipelinesAsync();
        Refuse("GetConnection", "ValidationException", 1);

        await Assert.ThrowsAsync<ServiceException>(() => PlanAsync("one", target));
        Assert.True((await PlanAsync("one", target)).IsPipelineWritten);
    }

    [Fact]
    public async Task A_changed_pipeline_is_read_again_only_if_its_result_is_used_or_a_trigger_was_removed()
    {
        await CreatePipelinesAsync();

        // One call for the plan, and one that finds a change by another user.
        Assert.Equal(2, await CallsOfChangeAsync(new PipelineChanges { Branch = "a", OmitsResult = true }));
        Assert.Equal(3, await CallsOfChangeAsync(new PipelineChanges { Branch = "b" }));
        Assert.Equal(3, await CallsOfChangeAsync(new PipelineChanges { Branch = "c", ClearTrigger = true, OmitsResult = true }));
    }

    [Fact]
    public async Task A_change_without_a_result_returns_the_response_of_the_update()
    {
        await CreatePipelinesAsync();
        var plan = await Editor.PlanAsync("one", new PipelineChanges { Branch = "develop", OmitsResult = true }, Token);

        var changed = await Editor.ApplyAsync(plan, Token);

        Assert.Equal((2, "develop", plan.Before.PipelineArn), (changed.Version, changed.BranchName, changed.PipelineArn));
    }

    [Fact]
    public async Task The_name_of_a_new_pipeline_is_looked_up_once_unless_time_passed()
    {
        var arn = await ConnectionAsync("c");
        var (options, wizard) = (new PipelineCreateOptions { IsChecked = true }, _fixture.Session.Wizard);

        var (first, before) = (_fixture.Session.Pipelines.Build(_fixture.Request(arn, "first")), Calls("GetPipeline"));
        await wizard.CheckAsync(first, options, Token);
        await wizard.CreateAsync(first, options, Token);

        // One call before the creation, and one that reads the result.
        Assert.Equal(2, Calls("GetPipeline") - before);

        var second = _fixture.Session.Pipelines.Build(_fixture.Request(arn, "second"));
        await wizard.CheckAsync(second, options, Token);
        _clock.Advance(TimeSpan.FromMinutes(1));
        before = Calls("GetPipeline");
        await wizard.CreateAsync(second, options, Token);
        Assert.Equal(2, Calls("GetPipeline") - before);
    }

    private static string[] Names => ["one", "two", "three"];

    // Returns the ARN of another connection.
    private async Task<string> CreatePipelinesAsync()
    {
        var arn = await ConnectionAsync("old");
        foreach (var name in Names)
        {
            await _fixture.Session.Pipelines.CreateAsync(_fixture.Session.Pipelines.Build(_fixture.Request(arn, name)), Token);
        }

        return await ConnectionAsync("new");
    }

    private async Task<string> ConnectionAsync(string name)
    {
        var arn = (await _fixture.Session.Connections.CreateAsync(new ConnectionRequest { ConnectionName = name }, Token)).ConnectionArn;
        _fixture.Sandbox.CompleteConnection(arn);
        return arn;
    }

    private Task<PipelineEditPlan> PlanAsync(string name, string connectionArn) => Editor.PlanAsync(name, new PipelineChanges { ConnectionArn = connectionArn }, Token);

    private async Task<int> CallsOfChangeAsync(PipelineChanges changes)
    {
        var before = Calls("GetPipeline");
        await Editor.ApplyAsync(await Editor.PlanAsync("one", changes, Token), Token);
        return Calls("GetPipeline") - before;
    }

    private int Calls(string operation) => _fixture.Sink.Calls(operation);

    private void Refuse(string operation, string code, int? count = null) =>
        _fixture.Sandbox.AddFault(new SandboxFault { Operation = operation, ErrorCode = code, Message = "no", Count = count });
}
