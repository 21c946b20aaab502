using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Hosting;

/// <summary>
/// Runs prompts on the pipeline thread while it is blocked on a call, and redraws progress. Calls can prompt from any thread, but only the pipeline thread can
/// use the host.
/// </summary>
internal sealed class PipelineThread : IDisposable
{
    // A call that obeys the stop ends much earlier, so its result is known. The whole stop must take less than one second.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan s_redraw = TimeSpan.FromSeconds(1);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Lazy<ConcurrentQueue<Question>> _questions = new();
    private readonly Action _report;
    private readonly Action _wake;

    // Set if the call ended, a question or a report came, or the command stops. It waits actively for some microseconds first, and needs no object of the
    // operating system, which a wait for several handles needs for each call.
    private readonly ManualResetEventSlim _signal = new();
    private volatile bool _isToReport;
    private ExceptionDispatchInfo? _ended;
    private volatile bool _isAnswering;
    private volatile Action? _tick;

    /// <summary>Initializes a new instance of the <see cref="PipelineThread"/> class, on the pipeline thread.</summary>
    /// <param name="report">Writes the diagnostics that were reported.</param>
    public PipelineThread(Action report)
    {
        _report = report;
        _wake = _signal.Set;
    }

    /// <summary>
    /// Gets or sets the action that redraws progress each second while the thread is blocked on a call; null for none. Can be set from any thread, and then runs
    /// at once.
    /// </summary>
    public Action? Tick
    {
        get => _tick;
        set
        {
            _tick = value;
            _signal.Set();
        }
    }

    /// <summary>Runs a prompt on the pipeline thread. Returns null if that thread does not wait for a call, so no prompt is possible.</summary>
    /// <param name="ask">The prompt.</param>
    /// <param name="cancellationToken">Ends the wait for an answer.</param>
    public string? Ask(Func<string?> ask, CancellationToken cancellationToken)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return ask();
        }

        if (!_isAnswering)
        {
            return null;
        }

        var question = new Question(ask);
        _questions.Value.Enqueue(question);
        _signal.Set();
        if (!_isAnswering)
        {
            // The wait ended in the meantime.
            question.Answer.TrySetResult(null);
        }

        question.Answer.Task.Wait(cancellationToken);
        return question.Answer.Task.Result;
    }

    /// <summary>Writes the reported diagnostics at once, although the thread is blocked on a call. Can be called from any thread.</summary>
    public void ReportNow()
    {
        _isToReport = true;
        _signal.Set();
    }

    /// <summary>
    /// Blocks until a task ends. Meanwhile, runs prompts and writes diagnostics. A task that does not end soon after a stop is abandoned.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="stop">The token that Ctrl+C cancels.</param>
    /// <returns>True if the task ended; false if it was abandoned.</returns>
    public bool WaitFor(Task task, CancellationToken stop)
    {
        _isAnswering = true;
        try
        {
            if (!task.IsCompleted && !IsEndedInTime(task, stop))
            {
                Abandon(task);
                return false;
            }

            _ended?.Throw();
            return true;
        }
        finally
        {
            _isAnswering = false;
            while (Next() is { } late)
            {
                late.Answer.TrySetResult(null);
            }
        }
    }

    /// <summary>Blocks another thread until a task ends. A task that does not end soon after a stop is abandoned.</summary>
    /// <param name="task">The task.</param>
    /// <param name="redraw">Redraws progress, each second.</param>
    /// <param name="stop">The token that ends the command.</param>
    /// <returns>True if the task ended; false if it was abandoned.</returns>
    public static bool WaitBeside(Task task, Action redraw, CancellationToken stop)
    {
        try
        {
            while (Task.WaitAny([task], (int)s_redraw.TotalMilliseconds, stop) != 0)
            {
                redraw();
            }

            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (Task.WaitAny([task], s_grace) == 0)
            {
                return true;
            }
        }

        Abandon(task);
        return false;
    }

    public void Dispose() => _signal.Dispose();

    // Nothing observes the failure of an abandoned task, and it must not reach the finalizer.
    private static void Abandon(Task task) => _ = task.ContinueWith(
        left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    // A preference that ends the command takes effect after the call ends, so that the call does not continue without the command.
    private void Report()
    {
        if (!_isToReport || _ended is not null)
        {
            return;
        }

        _isToReport = false;
        Write(_report);
    }

    private void Redraw()
    {
        if (_ended is null && _tick is { } tick)
        {
            Write(tick);
        }
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception ended)
        {
            _ended = ExceptionDispatchInfo.Capture(ended);
        }
    }

    private bool IsEndedInTime(Task task, CancellationToken stop)
    {
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_wake);
        using var stopping = stop.Register(_wake);
        var drawn = _tick;
        while (!task.IsCompleted && !stop.IsCancellationRequested)
        {
            var isSignaled = _signal.Wait(_tick is null ? Timeout.InfiniteTimeSpan : s_redraw, CancellationToken.None);
            RunDue(task);
            if (!isSignaled || drawn != _tick)
            {
                drawn = _tick;
                Redraw();
            }
        }

        var patience = Stopwatch.StartNew();
        while (!task.IsCompleted && _signal.Wait(TimeLeft(patience), CancellationToken.None))
        {
            RunDue(task);
        }

        return task.IsCompleted;
    }

    // The signal is reset first, so that what comes meanwhile sets it again.
    private void RunDue(Task task)
    {
        _signal.Reset();
        if (!task.IsCompleted)
        {
            Report();
            Answer();
        }
    }

    private static TimeSpan TimeLeft(Stopwatch patience)
    {
        var left = s_grace - patience.Elapsed;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private Question? Next() => _questions.IsValueCreated && _questions.Value.TryDequeue(out var question) ? question : null;

    private void Answer()
    {
        while (Next() is { } question)
        {
            try
            {
                question.Answer.TrySetResult(question.Ask());
            }
            catch
            {
                // Ctrl+C at the prompt: release the call, which would wait forever for an answer.
                question.Answer.TrySetResult(null);
                throw;
            }
        }
    }

    private sealed class Question(Func<string?> ask)
    {
        public Func<string?> Ask { get; } = ask;

        public TaskCompletionSource<string?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
