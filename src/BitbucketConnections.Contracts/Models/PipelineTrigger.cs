using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents a trigger of a V2 pipeline: the events of one source action that start an execution.</summary>
public sealed record PipelineTrigger : IDeclarationPart
{
    /// <summary>Gets the provider, <c>CodeStarSourceConnection</c>.</summary>
    public string ProviderType { get; init; } = PipelineSource.Provider;

    /// <summary>Gets the name of the source action. An action has one trigger.</summary>
    public required string SourceActionName { get; init; }

    /// <summary>Gets the push filters, 1–3. One matching filter starts an execution. Null if pushes do not start an execution.</summary>
    public IReadOnlyList<TriggerPushFilter>? Push { get; init; }

    /// <summary>Gets the pull request filters, 1–3; null if pull requests do not start an execution.</summary>
    public IReadOnlyList<TriggerPullRequestFilter>? PullRequest { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SourceActionName;

    /// <inheritdoc/>
    public bool Equals(PipelineTrigger? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents a push filter: tags, or branches, or branches and file paths.</summary>
public sealed record TriggerPushFilter : IDeclarationPart
{
    /// <summary>Gets the tag patterns.</summary>
    public TriggerPatterns? Tags { get; init; }

    /// <summary>Gets the branch patterns.</summary>
    public TriggerPatterns? Branches { get; init; }

    /// <summary>Gets the file path patterns.</summary>
    public TriggerPatterns? FilePaths { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => TriggerPatterns.Describe(("tags", Tags), ("branches", Branches), ("paths", FilePaths));

    /// <inheritdoc/>
    public bool Equals(TriggerPushFilter? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents a pull request filter: events, and branches, or branches and file paths.</summary>
public sealed record TriggerPullRequestFilter : IDeclarationPart
{
    /// <summary>Gets the events: <c>OPEN</c>, <c>UPDATED</c>, <c>CLOSED</c>; null for all.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Gets the target branch patterns.</summary>
    public TriggerPatterns? Branches { get; init; }

    /// <summary>Gets the file path patterns.</summary>
    public TriggerPatterns? FilePaths { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        (Events is null ? string.Empty : string.Join("/", Events) + " ") + TriggerPatterns.Describe(("branches", Branches), ("paths", FilePaths));

    /// <inheritdoc/>
    public bool Equals(TriggerPullRequestFilter? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>Represents glob patterns, 1–8 includes and excludes of 1–255 characters. An exclude takes precedence over an include.</summary>
public sealed record TriggerPatterns : IDeclarationPart
{
    /// <summary>Gets the patterns to include; null if there are none.</summary>
    public IReadOnlyList<string>? Includes { get; init; }

    /// <summary>Gets the patterns to exclude; null if there are none.</summary>
    public IReadOnlyList<string>? Excludes { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <summary>Returns the patterns, with an exclamation mark before each exclude.</summary>
    /// <returns>The text, such as <c>main, release/*, !release/old</c>.</returns>
    public override string ToString() => string.Join(", ", (Includes ?? []).Concat((Excludes ?? []).Select(e => "!" + e)));

    internal static string Describe(params (string What, TriggerPatterns? Patterns)[] parts) =>
        string.Join("; ", parts.Where(p => p.Patterns is not null).Select(p => $"{p.What} {p.Patterns}"));

    /// <inheritdoc/>
    public bool Equals(TriggerPatterns? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
