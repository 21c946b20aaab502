using System;

namespace BitbucketConnections.Engine.Waiting;

/// <summary>A thing that is waited for: what was last seen of it, and how it ended.</summary>
/// <typeparam name="T">What is seen of it.</typeparam>
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

    /// <summary>Tells whether this is what is waited for.</summary>
    protected abstract bool IsGood(T seen);

    /// <summary>Makes the failure of one that took too long.</summary>
    /// <param name="when">Begins the sentence.</param>
    protected abstract ServiceException TimedOut(string when);
}
