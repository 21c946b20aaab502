using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Contracts.Tests;

/// <summary>The cases of TriggerCases.json, each with its source page: whether an event starts a pipeline.</summary>
public sealed class TriggerEvaluatorTests
{
    private const string Repository = "my-workspace/my-repo";

    private static readonly JsonArray s_cases = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TriggerCases.json")))!.AsArray();

    public static IEnumerable<TheoryDataRow<string>> Names() => s_cases.Select(c => new TheoryDataRow<string>(Text(c!, "name")!));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_starts_the_pipelines_as_the_guide_says(string name)
    {
        var given = s_cases.Single(c => Text(c!, "name") == name)!;

        var decision = Assert.Single(TriggerEvaluator.Evaluate(Pipeline(given), Event(Text(given, "event")!)));

        Assert.True(given["starts"]!.GetValue<bool>() == decision.Starts, $"{decision.Reason} ({Text(given, "source")})");
        Assert.EndsWith(".", decision.Reason, StringComparison.Ordinal);
        Assert.Contains(Text(given, "reason") ?? string.Empty, decision.Reason, StringComparison.Ordinal);
        Assert.Equal(decision.Starts, decision.Filter is not null);
        Assert.True(Text(given, "filter") is not { } filter || filter == decision.Filter, decision.Filter);
    }

    [Fact]
    public void There_are_enough_cases_and_each_has_a_source()
    {
        Assert.True(s_cases.Count >= 90, $"{s_cases.Count}");
        Assert.All(s_cases, c => Assert.False(string.IsNullOrEmpty(Text(c!, "source"))));
        Assert.Equal(s_cases.Count, s_cases.Select(c => Text(c!, "name")).Distinct().Count());
    }

    [Fact]
    public void A_repository_in_another_case_is_reported_and_another_repository_has_no_decision()
    {
        var pipeline = Pipeline(new JsonObject());

        var decision = Assert.Single(TriggerEvaluator.Evaluate(pipeline, new RepositoryEvent { Kind = RepositoryEventKind.Push, Branch = "main", FullRepositoryId = "My-Workspace/my-repo" }));
        Assert.False(decision.Starts);
        Assert.Contains("the case of a repository name matters", decision.Reason, StringComparison.Ordinal);
        Assert.Empty(TriggerEvaluator.Evaluate(pipeline, new RepositoryEvent { Kind = RepositoryEventKind.Push, Branch = "main", FullRepositoryId = "my-workspace/other" }));
    }

    [Fact]
    public void Two_branches_of_one_repository_in_a_pipeline_are_uncertain()
    {
        var pipeline = new Pipeline { Name = "p", Region = "us-east-1", PipelineType = "V2", Stages = [new PipelineStage { Name = "Source", Actions = [Source("One", "main"), Source("Two", "develop")] }] };

        var decisions = TriggerEvaluator.Evaluate(pipeline, new RepositoryEvent { Kind = RepositoryEventKind.Push, Branch = "main", FullRepositoryId = Repository });

        Assert.Equal(["One", "Two"], decisions.Select(d => d.SourceActionName));
        Assert.Equal([true, false], decisions.Select(d => d.Starts));
        Assert.Contains("reliably starts only one", decisions[0].Reason, StringComparison.Ordinal);
        Assert.Equal(["main", null], decisions.Select(d => d.RevisionBranch));
    }

    [Fact]
    public void A_pull_request_uses_the_commit_of_its_source_branch()
    {
        var pipeline = Pipeline(JsonNode.Parse("""{"pullRequest":[{"branches":{"includes":["main"]}}]}""")!);

        Assert.Equal("feature", Assert.Single(TriggerEvaluator.Evaluate(pipeline, Event("pr OPEN feature->main"))).RevisionBranch);
    }

    private static string? Text(JsonNode node, string member) => node[member]?.GetValue<string>();

    private static PipelineAction Source(string name, string branch, string? detectChanges = null) => new()
    {
        Name = name,
        ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = PipelineSource.Provider, Version = "1" },
        Configuration = new Dictionary<string, string>
        {
            ["ConnectionArn"] = "arn:aws:codestar-connections:us-east-1:123456789012:connection/x", ["FullRepositoryId"] = Repository, ["BranchName"] = branch, ["DetectChanges"] = detectChanges ?? "true",
        },
    };

    private static Pipeline Pipeline(JsonNode given) => new()
    {
        Name = "p",
        Region = "us-east-1",
        PipelineType = Text(given, "pipelineType") ?? "V2",
        Stages = [new PipelineStage { Name = "Source", Actions = [Source("Source", Text(given, "branch") ?? "main", Text(given, "detectChanges"))] }],
        Triggers = given["push"] is null && given["pullRequest"] is null && given["emptyTrigger"] is null
            ? []
            : [
                new PipelineTrigger
                {
                    SourceActionName = "Source",
                    Push = given["push"]?.AsArray().Select(f => new TriggerPushFilter { Tags = Patterns(f!, "tags"), Branches = Patterns(f!, "branches"), FilePaths = Patterns(f!, "filePaths") }).ToList(),
                    PullRequest = given["pullRequest"]?.AsArray()
                        .Select(f => new TriggerPullRequestFilter { Events = Texts(f!, "events"), Branches = Patterns(f!, "branches"), FilePaths = Patterns(f!, "filePaths") }).ToList(),
                },
            ],
    };

    private static TriggerPatterns? Patterns(JsonNode filter, string member) =>
        filter[member] is { } patterns ? new TriggerPatterns { Includes = Texts(patterns, "includes"), Excludes = Texts(patterns, "excludes") } : null;

    private static List<string>? Texts(JsonNode node, string member) => node[member]?.AsArray().Select(t => t!.GetValue<string>()).ToList();

    // push BRANCH FILE…, push! for the first push of the branch, tag TAG, pr EVENT SOURCE->TARGET FILE…; 99*FILE is 99 files.
    private static RepositoryEvent Event(string text)
    {
        var words = text.Split(' ');
        var files = words.Skip(words[0] == "pr" ? 3 : 2).SelectMany(word =>
            int.TryParse(word.Split('*')[0], out var count) ? Enumerable.Range(0, count).Select(i => word.Split('*')[1] + i) : [word]).ToList();
        return words[0] switch
        {
            "tag" => new RepositoryEvent { Kind = RepositoryEventKind.Tag, FullRepositoryId = Repository, Tag = words[1] },
            "pr" => new RepositoryEvent
            {
                Kind = RepositoryEventKind.PullRequest,
                FullRepositoryId = Repository,
                PullRequestEvent = words[1] == "DECLINED" ? "CLOSED" : words[1],
                IsDeclined = words[1] == "DECLINED",
                Branch = words[2].Split("->")[0],
                TargetBranch = words[2].Split("->")[1],
                ChangedFiles = files,
            },
            _ => new RepositoryEvent { Kind = RepositoryEventKind.Push, FullRepositoryId = Repository, Branch = words[1], IsNewBranch = words[0] == "push!", ChangedFiles = files },
        };
    }
}
