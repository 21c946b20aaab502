using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>The trigger patterns that a cmdlet takes as parameters, and the filters AWS makes of them.</summary>
internal sealed class TriggerFilterParameters
{
    public IReadOnlyList<string>? IncludeBranch { get; init; }

    public IReadOnlyList<string>? ExcludeBranch { get; init; }

    public IReadOnlyList<string>? IncludePath { get; init; }

    public IReadOnlyList<string>? ExcludePath { get; init; }

    public IReadOnlyList<string>? IncludeTag { get; init; }

    public IReadOnlyList<string>? ExcludeTag { get; init; }

    /// <summary>Gets the pull request events; with them, branches and paths are those of pull requests and not of pushes.</summary>
    public IReadOnlyList<string>? PullRequest { get; init; }

    public bool IsEmpty => Branches is null && Paths is null && Tags is null && PullRequest is null;

    private TriggerPatterns? Branches => Patterns(IncludeBranch, ExcludeBranch);

    private TriggerPatterns? Paths => Patterns(IncludePath, ExcludePath);

    private TriggerPatterns? Tags => Patterns(IncludeTag, ExcludeTag);

    /// <summary>Makes the trigger. Tags are a push filter of their own: AWS takes them with nothing else in one filter.</summary>
    /// <param name="sourceActionName">The source action.</param>
    /// <param name="branch">The branch of paths and pull requests that name none; null for none, which AWS refuses.</param>
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

    /// <summary>Makes one trigger of several: any filter of any of them starts an execution.</summary>
    public static PipelineTrigger Combine(string sourceActionName, IReadOnlyList<PipelineTrigger> triggers) => new()
    {
        SourceActionName = sourceActionName,
        Push = NullIfEmpty(triggers.SelectMany(t => t.Push ?? []).ToList()),
        PullRequest = NullIfEmpty(triggers.SelectMany(t => t.PullRequest ?? []).ToList()),
    };

    // A brace is the one character that a branch may have and a pattern means something else by.
    private static TriggerPatterns? Only(string? branch) =>
        branch is null ? null : new TriggerPatterns { Includes = [branch.Replace("{", "\\{").Replace("}", "\\}")] };

    private static TriggerPatterns? Patterns(IReadOnlyList<string>? includes, IReadOnlyList<string>? excludes) =>
        includes is null && excludes is null ? null : new TriggerPatterns { Includes = includes, Excludes = excludes };

    private static List<T>? NullIfEmpty<T>(List<T> filters) => filters.Count == 0 ? null : filters;
}
