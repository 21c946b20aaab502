using System;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Hosting;

/// <summary>
/// Brings questions to the pipeline thread, which alone may use the host, while it is blocked on a call that may ask
/// them on any thread.
/// </summary>
internal sealed class PipelineThread : IDisposable
{
    // A call that obeys the stop is over long before, so that what it did is known; with the rest of a stop it has to fit into a second.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(500);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly ConcurrentQueue<Question> _questions = new();
    private readonly AutoResetEvent _asked = new(initialState: false);
    private readonly Action _report;
    private volatile bool _isToReport;
    private ExceptionDispatchInfo? _ended;
    private volatile bool _isAnswering;

    /// <summary>Initializes a new instance of the <see cref="PipelineThread"/> class, on the pipeline thread.</summary>
    /// <param name="report">Writes what was reported so far.</param>
    public PipelineThread(Action report) => _report = report;

    /// <summary>Runs a question on the pipeline thread; null when that thread waits for nothing, so nobody can be asked.</summary>
    /// <param name="ask">The question.</param>
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
        _questions.Enqueue(question);
        _asked.Set();
        if (!_isAnswering)
        {
            // The wait ended in between.
            question.Answer.TrySetResult(null);
        }

        question.Answer.Task.Wait(cancellationToken);
        return question.Answer.Task.Result;
    }

    /// <summary>Has what was reported so far written at once, although the thread is blocked on a call. From any thread.</summary>
    public void ReportNow()
    {
        _isToReport = true;
        try
        {
            _asked.Set();
        }
        catch (ObjectDisposedException)
        {
            // The command ended while a call that it stopped was still on its way.
        }
    }

    /// <summary>
    /// Blocks until a task has ended, answers what is asked and writes what is to be reported meanwhile. A task that does not
    /// end soon after a stop is left to itself.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="stop">What Ctrl+C cancels.</param>
    /// <returns>True when the task has ended; false when it was left.</returns>
    public bool WaitFor(Task task, CancellationToken stop)
    {
        var ended = ((IAsyncResult)task).AsyncWaitHandle;
        using var patience = new CancellationTokenSource();
        using var stopping = stop.Register(() => patience.CancelAfter(s_grace));
        var over = patience.Token.WaitHandle;
        _isAnswering = true;
        try
        {
            int signal;
            while ((signal = WaitHandle.WaitAny([ended, _asked, over])) == 1)
            {
                Report();
                Answer();
            }

            if (signal == 2)
            {
                // Its failure is nobody's any more, and must not come up in the finalizer.
                _ = task.ContinueWith(left => left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                return false;
            }

            _ended?.Throw();
            return true;
        }
        finally
        {
            _isAnswering = false;
            while (_questions.TryDequeue(out var late))
            {
                late.Answer.TrySetResult(null);
            }
        }
    }

    public void Dispose() => _asked.Dispose();

    // A preference that ends the command takes effect when the call has ended: it must not go on by itself.
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

    private void Answer()
    {
        while (_questions.TryDequeue(out var question))
        {
            try
            {
                question.Answer.TrySetResult(question.Ask());
            }
            catch
            {
                // Ctrl+C at the prompt: the call must not wait for an answer that never comes.
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
