using System;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Sessions;

/// <summary>The time, so that waiters are tested without waiting.</summary>
internal interface IClock
{
    DateTimeOffset UtcNow { get; }

    /// <summary>Gets a number from 0 to 1, for jitter.</summary>
    double NextRandom();

    /// <summary>Waits; a token that is cancelled ends the wait with its exception.</summary>
    Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken);
}

/// <summary>The system's time.</summary>
internal sealed class SystemClock : IClock
{
    private readonly Random _random = new();

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, cancellationToken);

    public double NextRandom()
    {
        lock (_random)
        {
            return _random.NextDouble();
        }
    }
}
