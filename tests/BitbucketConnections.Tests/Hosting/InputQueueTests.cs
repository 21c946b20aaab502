using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Hosting.Inputs;

namespace BitbucketConnections.Tests;

public sealed class InputQueueTests : IDisposable
{
    private readonly List<string> _written = [];
    private readonly ConcurrentQueue<string> _started = new();
    private readonly CancellationTokenSource _stop = new();
    private InputQueue? _queue;

    [Fact]
    public void What_an_input_writes_comes_after_what_earlier_inputs_write()
    {
        using var release = new ManualResetEventSlim();
        Add("a", null, work =>
        {
            release.Wait(TestContext.Current.CancellationToken);
            work.Post(() => _written.Add("a1"));
            work.Post(() => _written.Add("a2"));
        });
        Add("b", null, work =>
        {
            work.Post(() => _written.Add("b"));
            release.Set();
        });

        Run();

        Assert.Equal(["a1", "a2", "b"], _written);
    }

    [Fact]
    public void No_more_inputs_run_at_the_same_time_than_the_limit()
    {
        var (now, most) = (0, 0);
        for (var i = 0; i < 12; i++)
        {
            Add($"i{i}", null, _ =>
            {
                var running = Interlocked.Increment(ref now);
                lock (_written)
                {
                    most = Math.Max(most, running);
                }

                Thread.Yield();
                Interlocked.Decrement(ref now);
            });
        }

        Run();

        Assert.Equal(12, _started.Count);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public void Three_inputs_run_at_the_same_time()
    {
        using var all = new Barrier(3);
        foreach (var name in new[] { "a", "b", "c" })
        {
            Add(name, name, work => work.Post(all.SignalAndWait(Eventually.HangLimit, TestContext.Current.CancellationToken) ? () => _written.Add(name) : () => _written.Add("alone")));
        }

        Run();

        Assert.Equal(["a", "b", "c"], _written);
    }

    [Fact]
    public void An_input_starts_after_everything_that_an_input_with_its_key_wrote()
    {
        Add("a", "same", work => work.Post(() => _written.Add("a")));
        using var other = new ManualResetEventSlim();
        Add("b", "other", work =>
        {
            work.Post(() => _written.Add("b"));
            other.Set();
        });
        Add("c", "same", work => work.Post(() => _written.Add("c after " + string.Join(" ", _started.TakeWhile(name => name != "c")))));

        // Nothing was written, so the third input waits, although threads are free.
        Eventually.Set(other.WaitHandle, "the input with another key");
        Assert.DoesNotContain("c", _started);

        Run();

        Assert.Equal(["a", "b"], _written.Take(2));
        Assert.StartsWith("c after ", _written[2], StringComparison.Ordinal);
        Assert.Equal("c", _started.Last());
    }

    [Fact]
    public void A_question_waits_until_earlier_inputs_are_complete_and_its_answer_goes_to_its_input()
    {
        using var asked = new ManualResetEventSlim();
        Add("a", null, work =>
        {
            asked.Wait(TestContext.Current.CancellationToken);
            work.Post(() => _written.Add("a"));
        });
        Add("b", null, work =>
        {
            var answer = Task.Run(() => work.Ask(() => string.Join(" ", _written) + " is written"), TestContext.Current.CancellationToken);
            asked.Set();
            var text = answer.GetAwaiter().GetResult();
            work.Post(() => _written.Add(text));
        });

        Run();

        Assert.Equal(["a", "a is written"], _written);
    }

    [Fact]
    public void An_urgent_action_runs_before_earlier_inputs_are_complete()
    {
        using var called = new ManualResetEventSlim();
        Add("a", null, work =>
        {
            called.Wait(TestContext.Current.CancellationToken);
            work.Post(() => _written.Add("a"));
        });
        Add("b", null, work =>
        {
            _ = work.Call(() =>
            {
                _written.Add("call");
                return true;
            });
            called.Set();
        });

        Run();

        Assert.Equal(["call", "a"], _written);
    }

    [Fact]
    public void A_failed_question_is_the_failure_of_its_input()
    {
        ServiceException? failure = null;
        Add("a", null, work =>
        {
            try
            {
                work.Ask<bool>(() => throw new ServiceException(ServiceErrorKind.InvalidState, "no answer"));
            }
            catch (ServiceException refused)
            {
                failure = refused;
            }
        });

        Run();

        Assert.Equal("no answer", failure?.Message);
    }

    [Fact]
    public void An_unexpected_exception_ends_the_command_after_what_was_written_before_it()
    {
        Add("a", null, work =>
        {
            work.Post(() => _written.Add("a"));
            throw new InvalidOperationException("broken");
        });

        Assert.Equal("broken", Assert.Throws<InvalidOperationException>(Run).Message);
        Assert.Equal(["a"], _written);
    }

    [Fact]
    public void A_closed_queue_starts_nothing_more_and_its_questions_end()
    {
        using var asking = new ManualResetEventSlim();
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < 3; i++)
        {
            Add("a", null, work =>
            {
                asking.Set();
                try
                {
                    work.Ask(() => true);
                }
                catch (PipelineStoppedException stopped)
                {
                    ended.TrySetResult(stopped);
                    throw;
                }
            });
        }

        Add("b", null, _ => { });
        Eventually.Set(asking.WaitHandle, "a question");

        _queue!.Close(Eventually.HangLimit);

        Eventually.Set(((IAsyncResult)ended.Task).AsyncWaitHandle, "the end of a question");
        Assert.DoesNotContain("b", _started);
        Assert.False(_queue.Token.IsCancellationRequested);
    }

    [Fact]
    public void Closing_cancels_work_that_does_not_end()
    {
        using var started = new ManualResetEventSlim();
        Add("a", null, work =>
        {
            started.Set();
            work.Token.WaitHandle.WaitOne();
        });
        Eventually.Set(started.WaitHandle, "the start");

        _queue!.Close(TimeSpan.Zero);

        Assert.True(_queue.Token.IsCancellationRequested);
    }

    public void Dispose()
    {
        _queue?.Dispose();
        _stop.Dispose();
    }

    private void Add(string name, object? key, Action<InputWork> body)
    {
        _queue ??= new InputQueue(3, 4, (_, action) => action(), _stop.Token);
        _queue.Add(name, key, work => () =>
        {
            _started.Enqueue(name);
            body(work);
        });
    }

    private void Run()
    {
        while (_queue!.Open.Count > 0)
        {
            var due = _queue.Listen();
            if (!_queue.RunDue() && _queue.Open.Count > 0)
            {
                Eventually.Set(((IAsyncResult)due).AsyncWaitHandle, "something to run");
            }
        }
    }
}
