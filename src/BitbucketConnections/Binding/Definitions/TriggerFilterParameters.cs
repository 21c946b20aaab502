using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>The parameters of trigger patterns, and the filters that they define.</summary>
internal sealed class TriggerFilterParameters
{
    public IReadOnlyList<string>? IncludeBranch { get; init; }

    public IReadOnlyList<string>? ExcludeBranch { get; init; }

    public IReadOnlyList<string>? IncludePath { get; init; }

    public IReadOnlyList<string>? ExcludePath { get; init; }

    public IReadOnlyList<string>? IncludeTag { get; init; }

    public IReadOnlyList<string>? ExcludeTag { get; init; }

    /// <summary>Gets the pull request events. With events, branches and paths apply to pull requests instead of pushes.</summary>
    public IReadOnlyList<string>? PullRequest { get; init; }

    /// <summary>Reads the parameters of a cmdlet.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    public static TriggerFilterParameters Of(ITriggerFilters cmdlet) => new()
    {
        IncludeBranch = cmdlet.IncludeBranch, ExcludeBranch = cmdlet.ExcludeBranch, IncludePath = cmdlet.IncludePath, ExcludePath = cmdlet.ExcludePath,
        IncludeTag = cmdlet.IncludeTag, ExcludeTag = cmdlet.ExcludeTag, PullRequest = cmdlet.PullRequest?.Select(e => e.ToUpperInvariant()).ToArray(),
    };

    public bool IsEmpty => Branches is null && Paths is null && Tags is null && PullRequest is null;

    private TriggerPatterns? Branches => Patterns(IncludeBranch, ExcludeBranch);

    private TriggerPatterns? Paths => Patterns(IncludePath, ExcludePath);

    private TriggerPatterns? Tags => Patterns(IncludeTag, ExcludeTag);

    /// <summary>Creates the trigger. Tags are a separate push filter, because AWS does not allow them together with branches or paths.</summary>
    /// <param name="sourceActionName">The source action.</param>
    /// <param name="branch">The branch for filters without a branch pattern; null for none, which AWS refuses.</param>
    public PipelineTrigger ToTrigger(string sourceActionName, string? branch)
    {
        var push = new List<TriggerPushFilter>();
        if (PullRequest is null && (Branches ?? Paths) is not null)
        {
            push.Add(new TriggerPushFilter { Branches = Branches ?? Only(branch), FilePaths = Paths });
        }

        if (Tags is not null)
        {
            push.Add(new TriggerPushFilter { Tags = Tags });
        }

        return new PipelineTrigger
        {
            SourceActionName = sourceActionName,
            Push = push.Count == 0 ? null : push,
            PullRequest = PullRequest is null
                ? null
                : [new TriggerPullRequestFilter { Events = PullRequest, Branches = Branches ?? Only(branch), FilePaths = Paths }],
        };
    }

    /// <summary>Combines several triggers into one. One matching filter starts an execution.</summary>
    public static PipelineTrigger Combine(string sourceActionName, IReadOnlyList<PipelineTrigger> triggers) => new()
    {
        SourceActionName = sourceActionName,
        Push = NullIfEmpty(triggers.SelectMany(t => t.Push ?? []).ToList()),
        PullRequest = NullIfEmpty(triggers.SelectMany(t => t.PullRequest ?? []).ToList()),
    };

    private static TriggerPatterns? Only(string? branch) => branch is null ? null : new TriggerPatterns { Includes = [BranchRules.ToPattern(branch)] };

    private static TriggerPatterns? Patterns(IReadOnlyList<string>? includes, IReadOnlyList<string>? excludes) =>
        includes is null && excludes is null ? null : new TriggerPatterns { Includes = includes, Excludes = excludes };

    private static List<T>? NullIfEmpty<T>(List<T> filters) => filters.Count == 0 ? null : filters;
}
