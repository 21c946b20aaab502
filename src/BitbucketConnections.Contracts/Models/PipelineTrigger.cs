using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>A trigger of a V2 pipeline: the events of one source action that start a run.</summary>
public sealed class PipelineTrigger
{
    /// <summary>Gets the provider, <c>CodeStarSourceConnection</c>.</summary>
    public string ProviderType { get; init; } = PipelineSource.Provider;

    /// <summary>Gets the name of the source action. One trigger an action.</summary>
    public required string SourceActionName { get; init; }

    /// <summary>Gets the push filters, 1–3, any of which starts a run; null when pushes don't.</summary>
    public IReadOnlyList<TriggerPushFilter>? Push { get; init; }

    /// <summary>Gets the pull request filters, 1–3; null when pull requests don't start a run.</summary>
    public IReadOnlyList<TriggerPullRequestFilter>? PullRequest { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SourceActionName;
}

/// <summary>A push filter: tags, or branches, or branches and file paths.</summary>
public sealed class TriggerPushFilter
{
    /// <summary>Gets the tag patterns.</summary>
    public TriggerPatterns? Tags { get; init; }

    /// <summary>Gets the branch patterns.</summary>
    public TriggerPatterns? Branches { get; init; }

    /// <summary>Gets the file path patterns.</summary>
    public TriggerPatterns? FilePaths { get; init; }
}

/// <summary>A pull request filter: branches, or branches and file paths, with the events that count.</summary>
public sealed class TriggerPullRequestFilter
{
    /// <summary>Gets the events: <c>OPEN</c>, <c>UPDATED</c>, <c>CLOSED</c>; null for all.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Gets the target branch patterns.</summary>
    public TriggerPatterns? Branches { get; init; }

    /// <summary>Gets the file path patterns.</summary>
    public TriggerPatterns? FilePaths { get; init; }
}

/// <summary>Glob patterns; an exclude beats an include. 1–8 of each, 1–255 characters.</summary>
public sealed class TriggerPatterns
{
    /// <summary>Gets the patterns that match; null for none.</summary>
    public IReadOnlyList<string>? Includes { get; init; }

    /// <summary>Gets the patterns that don't; null for none.</summary>
    public IReadOnlyList<string>? Excludes { get; init; }
}
