using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Calling.Rates;

/// <summary>
/// Learns how many calls of one operation AWS accepts in a second, as the adaptive retry mode of the AWS SDKs does: no limit until AWS
/// throttles a call, then less than the rate at which calls succeeded, and then more again by the CUBIC function. All calls of the
/// operation in the process share the rate.
/// </summary>
internal sealed class CallRate
{
    private const double Decrease = 0.85;
    private const double Scale = 0.4;
    private const double Lowest = 0.5;
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_forgotten = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    private readonly object _lock = new();
    private readonly IClock _clock;
    private readonly Queue<TimeSpan> _successes = new();
    private double _rate = double.PositiveInfinity;
    private double _before;
    private double _tokens;
    private TimeSpan _filled;
    private TimeSpan _throttled;
    private TimeSpan? _succeeded;

    public CallRate(IClock clock) => _clock = clock;

    /// <summary>Gets the calls per second; infinite while AWS does not throttle.</summary>
    public double PerSecond
    {
        get
        {
            lock (_lock)
            {
                return _rate;
            }
        }
    }

    /// <summary>Waits until a call is within the rate.</summary>
    /// <returns>The time at which the call starts.</returns>
    public async ValueTask<TimeSpan> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                var now = _clock.Uptime;
                if (double.IsPositiveInfinity(_rate) || now - _throttled > s_forgotten)
                {
                    _rate = double.PositiveInfinity;
                    return now;
                }

                _rate = Grown(now);
                _tokens = Math.Min(Math.Max(1, _rate / 10), _tokens + ((now - _filled).TotalSeconds * _rate));
                _filled = now;
                if (_tokens >= 1)
                {
                    _tokens--;
                    return now;
                }

                // A timer has no finer steps.
                wait = TimeSpan.FromMilliseconds(Math.Max(1, (1 - _tokens) / _rate * 1000));
            }

            // The rate can rise meanwhile.
            await _clock.DelayAsync(wait < s_look ? wait : s_look, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes a call that AWS did not throttle.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            var now = _clock.Uptime;
            _succeeded = now;
            _successes.Enqueue(now);
            Forget(now);
        }
    }

    /// <summary>Notes a call that AWS throttled.</summary>
    /// <param name="entered">The time at which the call started. Calls of one burst lower the rate once.</param>
    public void Throttled(TimeSpan entered)
    {
        lock (_lock)
        {
            var now = _clock.Uptime;
            if (!double.IsPositiveInfinity(_rate) && entered <= _throttled)
            {
                return;
            }

            Forget(now);
            _before = Math.Max(Lowest, Math.Min(_rate, _successes.Count / s_measured.TotalSeconds));
            _rate = Math.Max(Lowest, _before * Decrease);
            _throttled = _filled = now;
            _tokens = 0;
        }
    }

    /// <summary>Determines whether any call succeeded in the last seconds, so that a throttled call succeeds when it is its turn.</summary>
    /// <param name="within">How long ago.</param>
    public bool SucceededWithin(TimeSpan within)
    {
        lock (_lock)
        {
            return _succeeded is { } last && _clock.Uptime - last <= within;
        }
    }

    // The rate is again as high as before the throttling after a time that depends on the decrease, and grows faster the longer AWS throttles nothing.
    private double Grown(TimeSpan now)
    {
        var recovery = Math.Pow(_before * (1 - Decrease) / Scale, 1.0 / 3);
        var grown = (Scale * Math.Pow((now - _throttled).TotalSeconds - recovery, 3)) + _before;
        return Math.Max(Lowest, Math.Max(grown, _before * Decrease));
    }

    private void Forget(TimeSpan now)
    {
        while (_successes.Count > 0 && now - _successes.Peek() > s_measured)
        {
            _successes.Dequeue();
        }
    }
}
