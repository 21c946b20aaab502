using System;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>A transition between two stages.</summary>
/// <param name="IsEnabled">Whether executions may pass.</param>
/// <param name="Reason">Why they may not, or null.</param>
/// <param name="ChangedBy">Who changed it, as an ARN; null when nobody did.</param>
/// <param name="ChangedAt">When.</param>
internal sealed record TransitionRecord(bool IsEnabled, string? Reason, string? ChangedBy, DateTimeOffset? ChangedAt)
{
    /// <summary>Gets a transition that nobody changed.</summary>
    public static TransitionRecord Open { get; } = new(true, null, null, null);
}
