using System;

namespace BitbucketConnections.Engine.Waiting;

/// <summary>An item to wait for: its last known state, and its result.</summary>
/// <typeparam name="T">The type of its state.</typeparam>
internal abstract class WaitTarget<T>
    where T : class
{
    public T? LastSeen { get; protected set; }

    public ServiceException? Failure { get; protected set; }

    public bool IsDone => Failure is not null || (LastSeen is { } seen && IsGood(seen));

    public void Fail(ServiceException failure) => Failure ??= failure;

    public void TimeOut(TimeSpan timeout)
    {
        if (!IsDone)
        {
            Failure = TimedOut($"After {timeout.TotalSeconds:0} s");
        }
    }

    /// <summary>Determines whether this state ends the wait with success.</summary>
    protected abstract bool IsGood(T seen);

    /// <summary>Creates the error of a timeout.</summary>
    /// <param name="when">The start of the sentence.</param>
    protected abstract ServiceException TimedOut(string when);
}
