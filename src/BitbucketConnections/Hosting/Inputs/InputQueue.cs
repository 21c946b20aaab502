using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Hosting.Inputs;

/// <summary>
/// Processes several inputs at the same time, each on its own thread. The pipeline thread adds the inputs and runs what they write or ask, in the order
/// of the inputs.
/// </summary>
internal sealed class InputQueue : IDisposable
{
    // A call that obeys the stop ends much earlier.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(500);

    private readonly int _limit;
    private readonly int _ahead;
    private readonly Action<InputWork, Action> _run;
    private readonly object _lock = new();
    private readonly List<InputWork> _waiting = [];
    private readonly HashSet<object> _busy = [];
    private readonly Queue<InputWork> _inOrder = new();
    private readonly ConcurrentQueue<(InputWork Work, Action Action)> _calls = new();
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _closed;
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private TaskCompletionSource<bool> _due = NewSignal();
    private InputWork? _first;
    private int _threads;

    /// <summary>Initializes a new instance of the <see cref="InputQueue"/> class.</summary>
    /// <param name="limit">How many inputs are processed at the same time, at least 1.</param>
    /// <param name="aheadPerThread">How many inputs for each thread can be in the queue, at least 1.</param>
    /// <param name="run">Runs an action of an input on the pipeline thread.</param>
    /// <param name="stop">Ends all work.</param>
    public InputQueue(int limit, int aheadPerThread, Action<InputWork, Action> run, CancellationToken stop)
    {
        _limit = limit;
        _ahead = limit * aheadPerThread;
        _run = run;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _closed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Token = _stop.Token;
        Closing = _closed.Token;
    }

    /// <summary>Gets the token that ends all work.</summary>
    public CancellationToken Token { get; }

    /// <summary>Gets the inputs that are not complete, in their order.</summary>
    public IReadOnlyCollection<InputWork> Open => _inOrder;

    /// <summary>Gets a value indicating whether enough inputs were added for now.</summary>
    public bool IsFull => _inOrder.Count >= _ahead;

    /// <summary>Adds an input. Its work starts when a thread is free and no earlier input with its key is in progress.</summary>
    /// <param name="target">The input.</param>
    /// <param name="key">Inputs with the same key are processed one after another; null for none.</param>
    /// <param name="create">Creates the work of the input.</param>
    /// <returns>The work if a thread is free for it; null if it starts later.</returns>
    public InputWork? Add(object? target, object? key, Func<InputWork, Action> create)
    {
        InputWork? work = null;
        work = new InputWork(this, target, key, () => create(work!)());
        _inOrder.Enqueue(work);
        if (_inOrder.Count == 1)
        {
            _first = work;
        }

        lock (_lock)
        {
            _waiting.Add(work);
        }

        return StartThread() ? work : null;
    }

    /// <summary>Gets a task that ends when the pipeline thread may have something to run. Must be called before <see cref="RunDue"/>.</summary>
    public Task Listen()
    {
        // A full fence: what an input did before it signalled the previous task must be visible to the reads that follow.
        var due = NewSignal();
        Interlocked.Exchange(ref _due, due);
        return due.Task;
    }

    /// <summary>Runs one action that is due, on the pipeline thread.</summary>
    /// <returns>False if none is due.</returns>
    public bool RunDue()
    {
        if (_calls.TryDequeue(out var call))
        {
            _run(call.Work, call.Action);
            return true;
        }

        while (_inOrder.Count > 0)
        {
            var first = _inOrder.Peek();
            if (first.TryTake(out var action))
            {
                _run(first, action!);
                return true;
            }

            if (!first.IsComplete)
            {
                return false;
            }

            _inOrder.Dequeue();
            Volatile.Write(ref _first, _inOrder.Count > 0 ? _inOrder.Peek() : null);
            Completed?.Invoke(first);
            Free(first);
            StartThread();
        }

        return false;
    }

    /// <summary>Gets or sets the action that runs when an input is complete and everything that it wrote was written.</summary>
    public Action<InputWork>? Completed { get; set; }

    /// <summary>Gets a token that ends the waits of inputs in progress, but not their calls.</summary>
    public CancellationToken Closing { get; }

    /// <summary>Starts no more inputs and answers no more questions. Waits until the inputs in progress end.</summary>
    /// <param name="patience">How long to wait before the calls in progress are cancelled.</param>
    public void Close(TimeSpan patience)
    {
        lock (_lock)
        {
            _waiting.Clear();
        }

        _closed.Cancel();
        if (!_idle.Wait(patience))
        {
            _stop.Cancel();
            _idle.Wait(s_grace);
        }
    }

    public void Dispose()
    {
        _closed.Cancel();
        _stop.Cancel();
        _closed.Dispose();
        _stop.Dispose();
    }

    /// <summary>Wakes the pipeline thread.</summary>
    internal void Signal()
    {
        // A full fence: the pipeline thread reads what the input did, or this thread reads the task that it waits for.
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _due).TrySetResult(true);
    }

    internal bool IsFirst(InputWork work) => ReferenceEquals(Volatile.Read(ref _first), work);

    internal void Call(InputWork work, Action action)
    {
        _calls.Enqueue((work, action));
        Signal();
    }

    /// <summary>Gives a function to the pipeline thread and waits for its result.</summary>
    internal T Wait<T>(Func<T> function, Action<Action> give)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        give(() =>
        {
            try
            {
                answer.TrySetResult(function());
            }
            catch (Exception failure)
            {
                answer.TrySetException(failure);
                if (failure is not ServiceException)
                {
                    throw;
                }
            }
        });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Closing, Token);
        try
        {
            answer.Task.Wait(ended.Token);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (AggregateException)
        {
            // The result below throws the original exception.
        }

        return answer.Task.GetAwaiter().GetResult();
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Starts a thread for inputs that wait, if there are not enough. The first input always gets one, because the others can all wait for it.
    private bool StartThread()
    {
        lock (_lock)
        {
            var next = NextIndex();
            if (next < 0 || (_threads >= _limit && !IsFirst(_waiting[next])))
            {
                return false;
            }

            _threads++;
            _idle.Reset();
        }

        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        new Thread(() =>
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
            WorkUntilDone();
        })
        { IsBackground = true, Name = "BitbucketConnections input" }.Start();
        return true;
    }

    private void WorkUntilDone()
    {
        while (Take() is { } work)
        {
            work.Run();
        }
    }

    private InputWork? Take()
    {
        lock (_lock)
        {
            var index = NextIndex();
            if (index < 0 || (_threads > _limit && !IsFirst(_waiting[index])))
            {
                _threads--;
                if (_threads == 0)
                {
                    _idle.Set();
                }

                return null;
            }

            var next = _waiting[index];
            _waiting.RemoveAt(index);
            if (next.Key is not null)
            {
                _busy.Add(next.Key);
            }

            return next;
        }
    }

    private int NextIndex() => _waiting.FindIndex(work => work.Key is null || !_busy.Contains(work.Key));

    // The next input with the same key starts after everything that this one wrote, such as an error that ends the command.
    private void Free(InputWork work)
    {
        if (work.Key is null)
        {
            return;
        }

        lock (_lock)
        {
            _busy.Remove(work.Key);
        }
    }
}
