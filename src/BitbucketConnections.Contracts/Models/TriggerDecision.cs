using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents the decision whether an event starts a pipeline.</summary>
public sealed record TriggerDecision
{
    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline; null for a definition.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the name of the source action.</summary>
    public required string SourceActionName { get; init; }

    /// <summary>Gets a value indicating whether the event starts an execution.</summary>
    public required bool Starts { get; init; }

    /// <summary>Gets the reason, with the pattern or rule.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the filter that matched, such as <c>push[0]</c>; null if none matched.</summary>
    public string? Filter { get; init; }

    /// <summary>Gets the branch whose newest commit the execution would use; null if no execution starts.</summary>
    public string? RevisionBranch { get; init; }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Starts ? "Starts" : "DoesNotStart";

    /// <inheritdoc/>
    public bool Equals(TriggerDecision? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
