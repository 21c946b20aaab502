using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Tests.Support;

/// <summary>A clock of the sandbox whose waits of one length last until a test ends them. Other waits take real time.</summary>
internal sealed class HeldWait : IDisposable
{
    private readonly TimeSpan _length;
    private readonly SemaphoreSlim _started = new(0);
    private TaskCompletionSource<bool> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public HeldWait(TimeSpan length)
    {
        _length = length;
        Clock = new SandboxClock(() => SandboxClock.SystemTime.Now, DelayAsync);
    }

    public SandboxClock Clock { get; }

    /// <summary>Gets the number of waits that started.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Waits for the next start of a wait.</summary>
    public async Task StartsAsync() => Assert.True(await _started.WaitAsync(Eventually.HangLimit, TestContext.Current.CancellationToken), "No wait started.");

    /// <summary>Ends the waits that have started.</summary>
    public void End() => Interlocked.Exchange(ref _end, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult(true);

    public void Dispose() => _started.Dispose();

    private Task DelayAsync(TimeSpan duration, CancellationToken token)
    {
        if (duration != _length)
        {
            return SandboxClock.SystemTime.DelayAsync(duration, token);
        }

        Interlocked.Increment(ref _count);
        var end = Volatile.Read(ref _end).Task.WaitAsync(token);
        _started.Release();
        return end;
    }
}
