using System;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Commands;

/// <summary>
/// Brings questions to the pipeline thread, which alone may use the host, while it is blocked on a call that may ask
/// them on any thread.
/// </summary>
internal sealed class PipelineThread : IDisposable
{
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

    /// <summary>Blocks until a task has ended, answers what is asked and writes what is to be reported meanwhile.</summary>
    /// <param name="task">The task.</param>
    public void WaitFor(Task task)
    {
        var ended = ((IAsyncResult)task).AsyncWaitHandle;
        _isAnswering = true;
        try
        {
            while (WaitHandle.WaitAny([ended, _asked]) == 1)
            {
                Report();
                Answer();
            }

            _ended?.Throw();
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
