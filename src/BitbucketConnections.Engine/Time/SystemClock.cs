using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Time;

// Only this class uses the system clock.
#pragma warning disable RS0030
/// <summary>The system clock.</summary>
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
