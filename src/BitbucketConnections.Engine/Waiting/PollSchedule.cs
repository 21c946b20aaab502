using System;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Waiting;

/// <summary>When a waiter looks next: until its deadline, with jitter, and later where the service says so.</summary>
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

    /// <summary>Gets how long the waiter has waited, from its first poll.</summary>
    public TimeSpan Elapsed => _clock.Uptime - (_started ?? _clock.Uptime);

    /// <summary>Gets the time left until the deadline, never below zero.</summary>
    public TimeSpan Remaining => _options.Timeout > Elapsed ? _options.Timeout - Elapsed : TimeSpan.Zero;

    /// <summary>Gets how long to wait before the next poll: ±10 % so that many sessions don't ask at the same moment, doubled for each throttled poll in a row.</summary>
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

    /// <summary>Takes note of how a poll went.</summary>
    /// <param name="isThrottled">Whether the service said to come later.</param>
    public void Note(bool isThrottled) => _throttled = isThrottled ? _throttled + 1 : 0;

    /// <summary>Tells whether a failure passes, so that the wait goes on.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="wasSeen">Whether an earlier poll went well.</param>
    /// <returns>Whether the next poll may go well.</returns>
    public static bool Outlives(ServiceException failure, bool wasSeen) => failure.IsThrottled || (failure.IsRetryable && wasSeen);
}
