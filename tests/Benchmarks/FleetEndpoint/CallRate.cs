using System;
using System.Threading;

namespace BitbucketConnections.Benchmarks;

/// <summary>A limit of calls per second: a bucket that holds the calls of one second.</summary>
internal sealed class CallRate(int perSecond)
{
    private readonly Lock _lock = new();
    private double _tokens = perSecond;
    private long _refilled = Environment.TickCount64;

    /// <summary>Takes a call from the bucket.</summary>
    /// <returns>Whether the bucket had one. Without a limit, always.</returns>
    public bool Take()
    {
        if (perSecond == 0)
        {
            return true;
        }

        lock (_lock)
        {
            var now = Environment.TickCount64;
            _tokens = Math.Min(perSecond, _tokens + ((now - _refilled) * perSecond / 1000.0));
            _refilled = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
