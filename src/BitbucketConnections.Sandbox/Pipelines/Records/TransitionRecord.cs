using System;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>A transition between two stages.</summary>
/// <param name="IsEnabled">Whether executions can pass.</param>
/// <param name="Reason">The reason why it is disabled, or null.</param>
/// <param name="ChangedBy">The ARN of the person who changed it, or null.</param>
/// <param name="ChangedAt">The time of the change.</param>
internal sealed record TransitionRecord(bool IsEnabled, string? Reason, string? ChangedBy, DateTimeOffset? ChangedAt)
{
    /// <summary>Gets a transition that was never changed.</summary>
    public static TransitionRecord Open { get; } = new(true, null, null, null);
}
