using System;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Hosting;

/// <summary>What a wait needs to show its progress.</summary>
/// <param name="Show">Shows a progress record.</param>
/// <param name="Redraw">Sets the action that redraws the progress while a call blocks; null for none.</param>
/// <param name="Stop">The token that ends the wait.</param>
internal sealed record ProgressOutput(Action<ProgressRecord> Show, Action<Action?> Redraw, CancellationToken Stop)
{
    /// <summary>Gets the seconds that are left now.</summary>
    /// <param name="left">The time that was left; null if it is not known.</param>
    /// <param name="since">The time since then.</param>
    /// <returns>The seconds, never below zero; -1 if they are not known.</returns>
    public static int Seconds(TimeSpan? left, TimeSpan since) => left is { } known ? (int)Math.Ceiling(Math.Max(0, (known - since).TotalSeconds)) : -1;
}
