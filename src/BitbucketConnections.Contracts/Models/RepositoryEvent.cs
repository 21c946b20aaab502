using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Something that happened in a repository and may start a pipeline.</summary>
public sealed record RepositoryEvent
{
    /// <summary>Gets what happened.</summary>
    public required RepositoryEventKind Kind { get; init; }

    /// <summary>Gets the repository as <c>workspace/repository</c>; null when any of the pipeline's is meant.</summary>
    public string? FullRepositoryId { get; init; }

    /// <summary>Gets the branch that was pushed, or the source branch of a pull request; null for a tag.</summary>
    public string? Branch { get; init; }

    /// <summary>Gets the tag that was pushed; null for other events.</summary>
    public string? Tag { get; init; }

    /// <summary>Gets the branch a pull request is to be merged into; null for other events.</summary>
    public string? TargetBranch { get; init; }

    /// <summary>Gets what happened to a pull request: <c>OPEN</c>, <c>UPDATED</c> or <c>CLOSED</c>; null for other events.</summary>
    public string? PullRequestEvent { get; init; }

    /// <summary>Gets a value indicating whether a closed pull request was declined, for which Bitbucket sends no event.</summary>
    public bool IsDeclined { get; init; }

    /// <summary>Gets a value indicating whether the branch is pushed for the first time; file path filters don't see such a push.</summary>
    public bool IsNewBranch { get; init; }

    /// <summary>Gets the paths of the changed files, in the order Bitbucket lists them; CodePipeline looks at the first 100.</summary>
    public IReadOnlyList<string> ChangedFiles { get; init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => typeof(RepositoryEvent).FullName!;

    /// <inheritdoc/>
    public bool Equals(RepositoryEvent? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>What happened in a repository.</summary>
public enum RepositoryEventKind
{
    /// <summary>A branch was pushed.</summary>
    Push,

    /// <summary>A tag was pushed.</summary>
    Tag,

    /// <summary>A pull request was opened, updated or closed.</summary>
    PullRequest,
}
