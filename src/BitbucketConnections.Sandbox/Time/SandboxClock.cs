using System;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Sandbox.Time;

/// <summary>The only source of time in the sandbox: no other file reads the system time or waits by itself.</summary>
internal sealed class SandboxClock
{
    private readonly Func<DateTimeOffset> _now;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;
    private long _offsetTicks;

    // The only place that can read the system time.
#pragma warning disable RS0030
    /// <summary>Initializes a new instance of the <see cref="SandboxClock"/> class.</summary>
    /// <param name="now">Returns the current time for the services.</param>
    /// <param name="delay">Waits; null for waits in real time.</param>
    public SandboxClock(Func<DateTimeOffset> now, Func<TimeSpan, CancellationToken, Task>? delay = null)
    {
        _now = now;
        _delay = delay ?? Task.Delay;
    }

    /// <summary>Gets a new clock with the time of the system.</summary>
    public static SandboxClock SystemTime => new(() => DateTimeOffset.UtcNow);
#pragma warning restore RS0030

    /// <summary>Gets the current time for the services: executions, propagation, sessions and timestamps use it.</summary>
    public DateTimeOffset Now => _now() + Offset;

    /// <summary>Gets the time of clients, who can't set their clocks: signatures have it.</summary>
    public DateTimeOffset ClientTime => _now();

    /// <summary>Gets or sets how far <see cref="Now"/> is ahead of <see cref="ClientTime"/>.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));
        set => Interlocked.Exchange(ref _offsetTicks, value.Ticks);
    }

    /// <summary>Waits in real time, because real clients wait too. <see cref="Now"/> does not shorten it.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that ends with the wait.</returns>
    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => _delay(duration, cancellationToken);
}
