using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Tests.Diagnosis;

/// <summary>Tests the answers to "why did my push not start the pipeline?": each reason is put in, found, and removed.</summary>
[Collection("environment")]
public sealed class TriggerExplanationTests
{
    private static readonly RepositoryEvent s_push = new() { Kind = RepositoryEventKind.Push, Branch = "main", FullRepositoryId = SoundSystem.Repository };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_push_that_starts_the_pipeline_passes_every_check()
    {
        using var system = await SoundSystem.CreateAsync();

        var results = await ExplainAsync(system, s_push);

        Assert.Empty(results.Where(result => result.Status != CheckStatus.Passed).Select(result => $"{result}: {result.Detail}"));
        Assert.Equal(
            ["TriggerDecision", "RepositoryId", "ConnectionAccount", "ConnectionExists", "ConnectionProvider", "ConnectionStatus", "LastPush", "ExecutionMode", "SourceResult", "Transition"],
            results.Select(result => result.Check));
        Assert.Contains("commit ", results.Single(result => result.Check == "LastPush").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_branch_repository_or_case_is_the_reason()
    {
        using var system = await SoundSystem.CreateAsync();

        Assert.Contains("only on its branch 'main'", Failed(await ExplainAsync(system, s_push with { Branch = "develop" }), "TriggerDecision").Detail, StringComparison.Ordinal);
        var other = Failed(await ExplainAsync(system, s_push with { FullRepositoryId = "example-ws/other" }), "TriggerDecision");
        Assert.Contains("Its repositories: example-ws/demo-repo", other.Detail, StringComparison.Ordinal);
        Assert.Null(other.Command);
        var spelled = Failed(await ExplainAsync(system, s_push with { FullRepositoryId = "example-ws/Demo-Repo" }), "TriggerDecision");
        Assert.Contains("the case of a repository name matters", spelled.Detail, StringComparison.Ordinal);
        Assert.Equal("Set-BitbucketPipeline -PipelineName web -Region us-east-1 -Repository example-ws/Demo-Repo", spelled.Command);
    }

    [Fact]
    public async Task A_command_never_replaces_the_filters_of_a_trigger()
    {
        using var system = await SoundSystem.CreateAsync();
        Assert.Equal("Set-BitbucketPipeline -PipelineName web -Region us-east-1 -Branch develop", Failed(await ExplainAsync(system, s_push with { Branch = "develop" }), "TriggerDecision").Command);
        Assert.Null(Failed(await ExplainAsync(system, new RepositoryEvent { Kind = RepositoryEventKind.Tag, Tag = "v1", FullRepositoryId = SoundSystem.Repository }), "TriggerDecision").Command);

        system.Pipeline = system.Pipeline with { Triggers = [new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = new TriggerPatterns { Includes = ["main", "rel"] } }] }] };
        Assert.Null(Failed(await ExplainAsync(system, s_push with { Branch = "develop" }), "TriggerDecision").Command);
        var declined = new RepositoryEvent { Kind = RepositoryEventKind.PullRequest, PullRequestEvent = "CLOSED", IsDeclined = true, Branch = "f", TargetBranch = "main", FullRepositoryId = SoundSystem.Repository };
        Assert.Null(Failed(await ExplainAsync(system, declined), "TriggerDecision").Command);
    }

    [Fact]
    public async Task The_connection_the_transition_and_the_webhook_are_reasons()
    {
        using var system = await SoundSystem.CreateAsync();
        system.Sandbox.SetConnectionStatus(system.ConnectionArn, "PENDING");
        Assert.Equal("Open-BitbucketConnection -ConnectionArn " + system.ConnectionArn, Failed(await ExplainAsync(system, s_push), "ConnectionStatus").Command);
        system.Sandbox.CompleteConnection(system.ConnectionArn);

        await system.Session.Executions.SetTransitionAsync(new TransitionRequest { PipelineName = SoundSystem.Name, StageName = "Build", Reason = "freeze" }, Token);
        Assert.Contains("freeze", Warned(await ExplainAsync(system, s_push), "Transition").Detail, StringComparison.Ordinal);

        await system.CreateOtherAsync("quiet", SoundSystem.Repository, "main");
        system.Pipeline = await system.Session.Pipelines.GetAsync("quiet", null, Token);
        Assert.Equal("Set-BitbucketPipeline -PipelineName quiet -Region us-east-1 -Resave", Warned(await ExplainAsync(system, s_push), "LastPush").Command);
    }

    [Fact]
    public async Task Many_files_and_the_first_push_of_a_branch_are_reasons()
    {
        using var system = await SoundSystem.CreateAsync();
        var results = await ExplainAsync(system, s_push with { IsNewBranch = true, ChangedFiles = Enumerable.Range(0, 101).Select(index => $"src/{index}.cs").ToList() });

        Assert.Contains("101 files", Warned(results, "ChangedFiles").Detail, StringComparison.Ordinal);
        Assert.StartsWith("It is the first push", Warned(results, "NewBranch").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_superseded_execution_is_a_reason()
    {
        using var system = await SoundSystem.CreateAsync();
        await system.Session.Executions.SetTransitionAsync(new TransitionRequest { PipelineName = SoundSystem.Name, StageName = "Build", Reason = "freeze" }, Token);
        system.Push();
        system.Push();

        Assert.Contains("was superseded", Warned(await ExplainAsync(system, s_push), "ExecutionMode").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_unknown()
    {
        using var system = await SoundSystem.CreateAsync();
        system.Iam.Refuse("ListPipelineExecutions");

        var unknown = (await ExplainAsync(system, s_push)).Where(result => result.Status == CheckStatus.Unknown).ToList();

        Assert.Equal(["LastPush"], unknown.Select(result => result.Check));
        Assert.All(unknown, result => Assert.Contains("codepipeline:ListPipelineExecutions", result.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_definition_is_explained_without_executions()
    {
        using var system = await SoundSystem.CreateAsync();
        system.Pipeline = system.Pipeline with { PipelineArn = null };

        Assert.DoesNotContain(await ExplainAsync(system, s_push), result => result.Check is "LastPush" or "ExecutionMode" or "PushStart");
    }

    private static Task<IReadOnlyList<CheckResult>> ExplainAsync(SoundSystem system, RepositoryEvent happened) => system.Session.Diagnosis.ExplainTriggerAsync(system.Pipeline, happened, Token);

    private static CheckResult Failed(IReadOnlyList<CheckResult> results, string check) => Assert.Single(results, result => result.Check == check && result.Status == CheckStatus.Failed);

    private static CheckResult Warned(IReadOnlyList<CheckResult> results, string check) => Assert.Single(results, result => result.Check == check && result.Status == CheckStatus.Warning);
}
