using System;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Sandbox.Time;

/// <summary>The only source of time in the sandbox: no other file asks the system or waits by itself.</summary>
internal sealed class SandboxClock
{
    private readonly Func<DateTimeOffset> _now;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;

    // The one place that may ask the system.
#pragma warning disable RS0030
    /// <summary>Initializes a new instance of the <see cref="SandboxClock"/> class.</summary>
    /// <param name="now">Returns the time that the services see.</param>
    /// <param name="delay">Waits; null for waits in real time.</param>
    public SandboxClock(Func<DateTimeOffset> now, Func<TimeSpan, CancellationToken, Task>? delay = null)
    {
        _now = now;
        _delay = delay ?? Task.Delay;
    }

    /// <summary>Gets the clock of the system.</summary>
    public static SandboxClock SystemTime { get; } = new(() => DateTimeOffset.UtcNow);
#pragma warning restore RS0030

    /// <summary>Gets the time that the services see: signatures, executions, propagation and timestamps follow it.</summary>
    public DateTimeOffset Now => _now();

    /// <summary>Waits. Real clients wait at the other end, so that <see cref="Now"/> does not shorten it.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Ends the wait with its exception.</param>
    /// <returns>A task that ends with the wait.</returns>
    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => _delay(duration, cancellationToken);
}
