using System;

namespace BitbucketConnections.Engine.Sessions;

/// <summary>The time, so that waiters are tested without waiting.</summary>
internal interface IClock
{
    DateTimeOffset UtcNow { get; }

    /// <summary>Gets a number from 0 to 1, for jitter.</summary>
    double NextRandom();
}

/// <summary>The system's time.</summary>
internal sealed class SystemClock : IClock
{
    private readonly Random _random = new();

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public double NextRandom()
    {
        lock (_random)
        {
            return _random.NextDouble();
        }
    }
}
