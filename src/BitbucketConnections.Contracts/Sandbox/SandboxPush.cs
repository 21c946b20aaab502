using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>An event of a Bitbucket repository that the sandbox is told of.</summary>
public sealed class SandboxPush
{
    /// <summary>Gets what happened; its repository is needed.</summary>
    public required RepositoryEvent Event { get; init; }

    /// <summary>Gets the commit, 40 hexadecimal digits; null to make one up.</summary>
    public string? CommitId { get; init; }

    /// <summary>Gets the commit message; null for one of the sandbox.</summary>
    public string? CommitMessage { get; init; }
}

/// <summary>What an event did to a pipeline that has its repository as a source.</summary>
public sealed record SandboxPushResult
{
    /// <summary>Gets whether it started a run, and why.</summary>
    public required TriggerDecision Decision { get; init; }

    /// <summary>Gets the pipeline.</summary>
    public string PipelineName => Decision.PipelineName;

    /// <summary>Gets a value indicating whether the event started a run.</summary>
    public bool Starts => Decision.Starts;

    /// <summary>Gets why.</summary>
    public string Reason => Decision.Reason;

    /// <summary>Gets the Region of the pipeline.</summary>
    public string Region => Decision.Region;

    /// <summary>Gets the run; null when none was started.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets the commit.</summary>
    public required string CommitId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => PipelineExecutionId ?? Decision.ToString();

    /// <inheritdoc/>
    public bool Equals(SandboxPushResult? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
