using System;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Time;

/// <summary>A clock that tests can replace to avoid waiting.</summary>
internal interface IClock
{
    DateTimeOffset UtcNow { get; }

    /// <summary>Gets a monotonic time for measurements.</summary>
    TimeSpan Uptime { get; }

    /// <summary>Gets a number from 0 to 1, for jitter.</summary>
    double NextRandom();

    /// <summary>Waits. Throws if the token is cancelled.</summary>
    Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken);
}
