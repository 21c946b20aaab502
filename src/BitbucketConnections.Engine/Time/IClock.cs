using System;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Time;

/// <summary>The time, so that waiters are tested without waiting.</summary>
internal interface IClock
{
    DateTimeOffset UtcNow { get; }

    /// <summary>Gets the time since some start, to measure with: nobody sets it back.</summary>
    TimeSpan Uptime { get; }

    /// <summary>Gets a number from 0 to 1, for jitter.</summary>
    double NextRandom();

    /// <summary>Waits; a token that is cancelled ends the wait with its exception.</summary>
    Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken);
}
