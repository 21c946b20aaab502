using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents an event in a repository that may start a pipeline.</summary>
public sealed record RepositoryEvent
{
    /// <summary>Gets the kind of event.</summary>
    public required RepositoryEventKind Kind { get; init; }

    /// <summary>Gets the repository as <c>workspace/repository</c>; null for any repository of the pipeline.</summary>
    public string? FullRepositoryId { get; init; }

    /// <summary>Gets the branch that was pushed, or the source branch of a pull request; null for a tag.</summary>
    public string? Branch { get; init; }

    /// <summary>Gets the tag that was pushed; null for other events.</summary>
    public string? Tag { get; init; }

    /// <summary>Gets the target branch of a pull request; null for other events.</summary>
    public string? TargetBranch { get; init; }

    /// <summary>Gets the pull request event: <c>OPEN</c>, <c>UPDATED</c> or <c>CLOSED</c>; null for other events.</summary>
    public string? PullRequestEvent { get; init; }

    /// <summary>Gets a value indicating whether a closed pull request was declined. Bitbucket sends no event for it.</summary>
    public bool IsDeclined { get; init; }

    /// <summary>Gets a value indicating whether this is the first push of the branch. File path filters do not match such a push.</summary>
    public bool IsNewBranch { get; init; }

    /// <summary>Gets the paths of the changed files, in the order in which Bitbucket lists them. CodePipeline checks the first 100.</summary>
    public IReadOnlyList<string> ChangedFiles { get; init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => typeof(RepositoryEvent).FullName!;

    /// <inheritdoc/>
    public bool Equals(RepositoryEvent? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>The kinds of repository events.</summary>
public enum RepositoryEventKind
{
    /// <summary>A branch was pushed.</summary>
    Push,

    /// <summary>A tag was pushed.</summary>
    Tag,

    /// <summary>A pull request was opened, updated or closed.</summary>
    PullRequest,
}
