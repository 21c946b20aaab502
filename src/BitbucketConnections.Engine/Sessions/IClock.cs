using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Sessions;

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

// The one place that may ask the system.
#pragma warning disable RS0030
/// <summary>The system's time.</summary>
internal sealed class SystemClock : IClock
{
    private readonly Random _random = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public TimeSpan Uptime => _watch.Elapsed;

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, cancellationToken);

    public double NextRandom()
    {
        lock (_random)
        {
            return _random.NextDouble();
        }
    }
}
#pragma warning restore RS0030
