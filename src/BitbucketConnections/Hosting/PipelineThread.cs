using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Hosting;

/// <summary>
/// Runs prompts on the pipeline thread while it is blocked on a call. Calls can prompt from any thread, but only the pipeline thread can use the host.
/// </summary>
internal sealed class PipelineThread : IDisposable
{
    // A call that obeys the stop ends much earlier, so its result is known. The whole stop must take less than one second.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(500);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Lazy<ConcurrentQueue<Question>> _questions = new();
    private readonly AutoResetEvent _asked = new(initialState: false);
    private readonly Action _report;
    private volatile bool _isToReport;
    private ExceptionDispatchInfo? _ended;
    private volatile bool _isAnswering;

    /// <summary>Initializes a new instance of the <see cref="PipelineThread"/> class, on the pipeline thread.</summary>
    /// <param name="report">Writes the diagnostics that were reported.</param>
    public PipelineThread(Action report) => _report = report;

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
        _asked.Set();
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
        try
        {
            _asked.Set();
        }
        catch (ObjectDisposedException)
        {
            // The command ended while a stopped call was still in progress.
        }
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
            if (!task.IsCompleted && !IsEndedInTime(((IAsyncResult)task).AsyncWaitHandle, stop.WaitHandle))
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
    /// <param name="stop">The token that ends the command.</param>
    /// <returns>True if the task ended; false if it was abandoned.</returns>
    public static bool WaitBeside(Task task, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource();
        using var stopping = stop.Register(() => patience.CancelAfter(s_grace));
        if (WaitHandle.WaitAny([((IAsyncResult)task).AsyncWaitHandle, patience.Token.WaitHandle]) == 0)
        {
            return true;
        }

        Abandon(task);
        return false;
    }

    public void Dispose() => _asked.Dispose();

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
        try
        {
            _report();
        }
        catch (Exception ended)
        {
            _ended = ExceptionDispatchInfo.Capture(ended);
        }
    }

    private bool IsEndedInTime(WaitHandle ended, WaitHandle stopped)
    {
        int signal;
        WaitHandle[] handles = [ended, _asked, stopped];
        while ((signal = WaitHandle.WaitAny(handles)) == 1)
        {
            Report();
            Answer();
        }

        if (signal == 0)
        {
            return true;
        }

        var patience = Stopwatch.StartNew();
        handles = [ended, _asked];
        while ((signal = WaitHandle.WaitAny(handles, TimeLeft(patience))) == 1)
        {
            Report();
            Answer();
        }

        return signal == 0;
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
