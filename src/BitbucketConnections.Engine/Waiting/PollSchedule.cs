using System;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Waiting;

/// <summary>Schedules the polls of a waiter: until its deadline, with jitter, and with longer delays when throttled.</summary>
internal sealed class PollSchedule
{
    private readonly WaitOptions _options;
    private readonly IClock _clock;
    private TimeSpan? _started;
    private int _throttled;

    public PollSchedule(WaitOptions options, IClock clock)
    {
        _options = options;
        _clock = clock;
    }

    /// <summary>Gets the time since the first poll.</summary>
    public TimeSpan Elapsed => _clock.Uptime - (_started ?? _clock.Uptime);

    /// <summary>Gets the time left until the deadline, never below zero.</summary>
    public TimeSpan Remaining => _options.Timeout > Elapsed ? _options.Timeout - Elapsed : TimeSpan.Zero;

    /// <summary>Gets how long to wait before the next poll: ±10 % so that many sessions don't poll at the same time, doubled for each consecutive throttled poll.</summary>
    public TimeSpan Delay
    {
        get
        {
            var delay = TimeSpan.FromSeconds(_options.PollInterval.TotalSeconds * (0.9 + (0.2 * _clock.NextRandom())) * Math.Pow(2, Math.Min(_throttled, 4)));
            return delay < Remaining ? delay : Remaining;
        }
    }

    /// <summary>Starts the time with the first poll.</summary>
    public void Start() => _started ??= _clock.Uptime;

    /// <summary>Records the result of a poll.</summary>
    /// <param name="isThrottled">Whether the service throttled the poll.</param>
    public void Note(bool isThrottled) => _throttled = isThrottled ? _throttled + 1 : 0;

    /// <summary>Determines whether an error is temporary, so the wait continues.</summary>
    /// <param name="failure">The error.</param>
    /// <param name="wasSeen">Whether an earlier poll succeeded.</param>
    /// <returns>Whether the next poll may succeed.</returns>
    public static bool Outlives(ServiceException failure, bool wasSeen) => failure.IsThrottled || (failure.IsRetryable && wasSeen);
}
