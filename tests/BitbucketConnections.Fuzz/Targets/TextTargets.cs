using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>Names, ARNs, repositories, branches, patterns and references to variables.</summary>
internal static class TextTargets
{
    private static readonly string[] s_names = FuzzResources.Lines("names.txt");
    private static readonly string[] s_nameWords = ["arn:", "aws", "aws-cn", ":", "::", "/", "connection/", "role/", "refs/heads/", "refs/tags/", ".lock", "@{", "..", "123456789012", "eu-west-1", "service-role/", "codeconnections"];

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget
        {
            Name = "Repository", Weight = 60, Seeds = FuzzResources.Lines("repositories.txt"), Open = () => Repository,
            Words = ["https://", "ssh://", "git@", "bitbucket.org", "www.", "altssh.bitbucket.org", ".git", "@", ":", "/", "//", "%2f", "%00", "%", "?at=", "#", "xn--", "[::1]", ":443", "user:pw@", "{", "}"],
        },
        new FuzzTarget { Name = "Names", Weight = 60, Seeds = s_names, Words = s_nameWords, Open = () => Names },
        new FuzzTarget
        {
            Name = "TriggerPattern", Weight = 60, Seeds = FuzzResources.Lines("globs.txt"), Open = () => Trigger,
            Words = ["*", "**", "/", "**/", "/**", "?", "{", "}", ",", "[", "]", "[!", "[^", "-", "\\", "!", "(", ")", "|", "+", "@", "\n", "main", "release"],
        },
        new FuzzTarget
        {
            Name = "Variables", Weight = 40, Seeds = FuzzResources.Lines("variables.txt"), Open = () => Variables,
            Words = ["#{", "}", ".", "variables.", "codepipeline.", "SourceVariables", "#", "{", "##{{"],
        },
    ];

    private static void Repository(string input)
    {
        if (BitbucketRepository.Parse(input, out var id) is null)
        {
            Wrong.If(BitbucketRepository.Parse(id, out var again) is not null || again != id, "A repository that was read is another one, or not valid, if it is read again.");
        }

        // The text of the finding is that of an error.
        _ = BitbucketRepository.Shown(input).Length;
    }

    private static void Names(string input)
    {
        if (Arn.TryParse(input, out var arn))
        {
            Wrong.If(arn.ToString() != input, "An ARN has another text than the text it was read from.");
            _ = new ConsoleLinks(null).Connection(arn);
            _ = ConnectionRules.ApiOf(arn);
        }

        _ = ConnectionRules.CheckArn(input);
        _ = ConnectionRules.CheckName(input);
        _ = PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", input);
        _ = PipelineNameRules.CheckPipelineArn(input, out _);
        _ = PipelineNameRules.CheckRoleArn(input);
        _ = PipelineNameRules.CheckBuildProject(input);
        _ = PipelineNameRules.CheckBucket(input);
        _ = ReviewerRules.CheckArn(input);
        _ = ReviewerRules.CheckKeyId(input);
        _ = ReviewerRules.CheckToken(input);
        _ = ReviewerRules.CheckRepository(input);
        _ = TagRules.Check(new Dictionary<string, string> { [input] = input });
        _ = NearestNames.Describe(input, s_names, "pipelines");
        _ = CommitSummary.MessageOf(input);
        _ = Failures.ActionFailures.Find(input);
        _ = PasteText.Of(input);
        if (BranchRules.Parse(input, out var branch) is null && branch.Length <= 255)
        {
            var found = GlobPattern.Parse(BranchRules.ToPattern(branch), out var pattern);
            Wrong.If(found is not null || !pattern!.IsMatch(branch), "The pattern of a branch does not match the branch.");
        }
    }

    // The first line is the pattern, the second one the branch, tag or path.
    private static void Trigger(string input)
    {
        var lines = input.Split('\n', 2);
        var value = lines.Length > 1 ? lines[1] : "main";
        if (GlobPattern.Parse(lines[0], out var pattern) is null)
        {
            _ = pattern!.IsMatch(value);
        }

        var patterns = new TriggerPatterns { Includes = [lines[0]], Excludes = [value] };
        var pipeline = Definitions.WithTriggers(
            new PipelineTrigger { SourceActionName = "Source", Push = [new TriggerPushFilter { Branches = patterns, FilePaths = patterns }, new TriggerPushFilter { Tags = patterns }] },
            new PipelineTrigger { SourceActionName = "Source", PullRequest = [new TriggerPullRequestFilter { Branches = patterns, Events = [lines[0]] }] });
        _ = Pipelines(pipeline, new RepositoryEvent { Kind = RepositoryEventKind.Push, FullRepositoryId = "example-ws/demo-repo", Branch = value, ChangedFiles = [value, lines[0]] });
        _ = Pipelines(pipeline, new RepositoryEvent { Kind = RepositoryEventKind.Tag, FullRepositoryId = "example-ws/demo-repo", Tag = value });
        _ = Pipelines(pipeline, new RepositoryEvent { Kind = RepositoryEventKind.PullRequest, FullRepositoryId = "example-ws/demo-repo", Branch = value, TargetBranch = value, PullRequestEvent = "CREATED" });
    }

    private static int Pipelines(Pipeline pipeline, RepositoryEvent happened) => TriggerEvaluator.Evaluate(pipeline, happened).Count;

    private static void Variables(string input)
    {
        var found = VariableReference.Find(input).ToList();
        Wrong.If(VariableReference.Resolve(input, _ => null) != input, "Text changed, although no variable has a value.");
        Wrong.If(found.Count > 0 && !input.Contains("#{", StringComparison.Ordinal), "A reference was found in text without one.");
    }
}
