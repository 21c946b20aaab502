using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>
/// Evaluates an event against the filters of a trigger. One matching filter is enough. Within a filter, the branch and a file path must both match.
/// An exclude takes precedence over an include. Each changed file is evaluated separately.
/// </summary>
internal static class TriggerFilterRules
{
    /// <summary>The number of changed files that CodePipeline checks.</summary>
    public const int FilesLookedAt = 100;

    public static Verdict Judge(PipelineTrigger trigger, RepositoryEvent happened) => happened.Kind == RepositoryEventKind.PullRequest
        ? Any(trigger.PullRequest ?? [], "pullRequest", "The trigger has no pull request filter.", filter => JudgePullRequest(filter, happened))
        : Any(trigger.Push ?? [], "push", "The trigger has no push filter.", filter => JudgePush(filter, happened));

    private static Verdict Any<T>(IReadOnlyList<T> filters, string name, string none, System.Func<T, Verdict> judge)
    {
        var reasons = new List<string>();
        for (var i = 0; i < filters.Count; i++)
        {
            var path = $"{name}[{i}]";
            var verdict = judge(filters[i]);
            if (verdict.Starts)
            {
                return Verdict.Yes($"The filter {path} matches: {verdict.Reason}", path);
            }

            reasons.Add($"{path}: {verdict.Reason}");
        }

        return Verdict.No(reasons.Count == 0 ? none : string.Join(" ", reasons));
    }

    private static Verdict JudgePush(TriggerPushFilter filter, RepositoryEvent happened)
    {
        if (happened.Kind == RepositoryEventKind.Tag)
        {
            return filter.Tags is null ? Verdict.No("The filter is for branches, but a tag was pushed.") : Judge("tag", happened.Tag!, new ReadPatterns(filter.Tags));
        }

        if (filter.Branches is null && filter.FilePaths is null)
        {
            return Verdict.No("The filter is for tags, but a branch was pushed.");
        }

        if (filter.FilePaths is not null && happened.IsNewBranch)
        {
            return Verdict.No("The filter has file paths, which do not match the first push of a new branch.");
        }

        return Both(filter.Branches, happened.Branch!, "branch", filter.FilePaths, happened);
    }

    private static Verdict JudgePullRequest(TriggerPullRequestFilter filter, RepositoryEvent happened) =>
        filter.Events is { Count: > 0 } events && !events.Contains(happened.PullRequestEvent)
            ? Verdict.No($"The filter is for the events {string.Join(", ", events)}, but the event is {happened.PullRequestEvent}.")
            : Both(filter.Branches, happened.TargetBranch!, "target branch", filter.FilePaths, happened);

    private static Verdict Both(TriggerPatterns? branches, string branch, string what, TriggerPatterns? paths, RepositoryEvent happened)
    {
        var byBranch = branches is null ? Verdict.Yes($"any {what} matches.", string.Empty) : Judge(what, branch, new ReadPatterns(branches));
        return !byBranch.Starts || paths is null ? byBranch : JudgeFiles(paths, happened.ChangedFiles);
    }

    private static Verdict JudgeFiles(TriggerPatterns paths, IReadOnlyList<string> files)
    {
        if (files.Count == 0)
        {
            return Verdict.No("The filter has file paths, but no changed file was specified.");
        }

        var patterns = new ReadPatterns(paths);
        var verdicts = files.Take(FilesLookedAt).Select(file => Judge("file", file, patterns)).ToList();
        var fitting = verdicts.FirstOrDefault(verdict => verdict.Starts);
        if (fitting.Starts)
        {
            return fitting;
        }

        var limit = files.Count > FilesLookedAt ? $" CodePipeline checks only the first {FilesLookedAt} of the {files.Count} changed files." : string.Empty;
        return Verdict.No((verdicts.Count == 1 ? verdicts[0].Reason : $"None of the {verdicts.Count} changed files matches. The first one: {verdicts[0].Reason}") + limit);
    }

    private static Verdict Judge(string what, string value, ReadPatterns patterns)
    {
        if (patterns.FirstExclude(value) is { } exclude)
        {
            return Verdict.No($"The {what} '{value}' is excluded by '{exclude}'.");
        }

        if (patterns.Includes.Count == 0)
        {
            return Verdict.Yes($"the {what} '{value}' is not excluded.", string.Empty);
        }

        return patterns.FirstInclude(value) is { } include
            ? Verdict.Yes($"the {what} '{value}' is included by '{include}'.", string.Empty)
            : Verdict.No($"The {what} '{value}' does not match any include pattern: {string.Join(", ", patterns.Includes.Select(pattern => $"'{pattern}'"))}.");
    }

    /// <summary>Patterns that are compiled once and used for many values. A pattern that is not valid matches nothing.</summary>
    private sealed class ReadPatterns(TriggerPatterns patterns)
    {
        private readonly List<GlobPattern> _includes = Read(patterns.Includes);
        private readonly List<GlobPattern> _excludes = Read(patterns.Excludes);

        /// <summary>Gets the text of the includes.</summary>
        public IReadOnlyList<string> Includes { get; } = patterns.Includes ?? [];

        public GlobPattern? FirstInclude(string value) => _includes.Find(pattern => pattern.IsMatch(value));

        public GlobPattern? FirstExclude(string value) => _excludes.Find(pattern => pattern.IsMatch(value));

        private static List<GlobPattern> Read(IReadOnlyList<string>? texts) =>
            (texts ?? []).Select(text => GlobPattern.Parse(text, out var pattern) is null ? pattern : null).OfType<GlobPattern>().ToList();
    }
}
