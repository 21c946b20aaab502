using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>A Bitbucket repository event to send to the sandbox.</summary>
public sealed class SandboxPush
{
    /// <summary>Gets the event. Its repository is required.</summary>
    public required RepositoryEvent Event { get; init; }

    /// <summary>Gets the commit, 40 hexadecimal digits; null for a generated commit.</summary>
    public string? CommitId { get; init; }

    /// <summary>Gets the commit message; null for a default message.</summary>
    public string? CommitMessage { get; init; }
}

/// <summary>The result of an event for a pipeline that has the repository as a source.</summary>
public sealed record SandboxPushResult
{
    /// <summary>Gets the decision whether the event started an execution, with the reason.</summary>
    public required TriggerDecision Decision { get; init; }

    /// <summary>Gets the name of the pipeline.</summary>
    public string PipelineName => Decision.PipelineName;

    /// <summary>Gets a value indicating whether the event started an execution.</summary>
    public bool Starts => Decision.Starts;

    /// <summary>Gets the reason.</summary>
    public string Reason => Decision.Reason;

    /// <summary>Gets the Region of the pipeline.</summary>
    public string Region => Decision.Region;

    /// <summary>Gets the id of the execution; null if none was started.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets the commit id.</summary>
    public required string CommitId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => PipelineExecutionId ?? Decision.ToString();

    /// <inheritdoc/>
    public bool Equals(SandboxPushResult? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
