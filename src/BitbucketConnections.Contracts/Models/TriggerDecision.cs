using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Whether an event starts a pipeline, and why.</summary>
public sealed record TriggerDecision
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline; null for a definition.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the source action that was looked at.</summary>
    public required string SourceActionName { get; init; }

    /// <summary>Gets a value indicating whether the event starts a run.</summary>
    public required bool Starts { get; init; }

    /// <summary>Gets why, in a sentence that names the pattern or the rule.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the filter that decided, such as <c>push[0]</c>; null when none did.</summary>
    public string? Filter { get; init; }

    /// <summary>Gets the branch whose newest commit the run would take; null when none starts.</summary>
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
