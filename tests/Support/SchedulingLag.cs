using System;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>Measures how busy the computer is: a thread sleeps, uses the thread pool, and adds up how much later than planned this ends.</summary>
internal sealed class SchedulingLag : IDisposable
{
    private static readonly TimeSpan s_sleep = TimeSpan.FromMilliseconds(50);

    private readonly object _lap = new();
    private readonly Thread _thread;
    private TimeSpan _late;
    private TimeSpan _start = TimeBound.Uptime;
    private bool _isEnded;

    public SchedulingLag()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Gets the lag until now.</summary>
    public TimeSpan Total
    {
        get
        {
            lock (_lap)
            {
                return _late + Overdue;
            }
        }
    }

    private TimeSpan Overdue => TimeBound.Uptime - _start is var lap && lap > s_sleep ? lap - s_sleep : TimeSpan.Zero;

    public void Dispose()
    {
        lock (_lap)
        {
            _isEnded = true;
        }
    }

    private void Run()
    {
        while (true)
        {
            Thread.Sleep(s_sleep);
            Task.Run(() => { }).Wait();
            lock (_lap)
            {
                (_late, _start) = (_late + Overdue, TimeBound.Uptime);
                if (_isEnded)
                {
                    return;
                }
            }
        }
    }
}
