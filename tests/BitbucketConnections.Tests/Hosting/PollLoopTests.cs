using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

public sealed class PollLoopTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ProgressRecord> _shown = [];
    private Action? _tick;

    public void Dispose() => _stop.Dispose();

    [Fact]
    public void The_time_left_decreases_between_two_polls()
    {
        var polls = 0;
        var wait = new PipelineIdleWait("demo", () =>
        {
            polls++;
            return new PipelineIdlePoll { Executions = ["e1"], Delay = TimeSpan.FromMinutes(1), Remaining = TimeSpan.FromMinutes(10) };
        },
        View());

        Assert.Throws<PipelineStoppedException>(() => wait.Run());

        Assert.Equal(1, polls);
        Assert.Equal(600, _shown[0].SecondsRemaining);
        Assert.True(_shown[1].SecondsRemaining < 600 && _shown[2].SecondsRemaining < _shown[1].SecondsRemaining);
        Assert.All(_shown, record => Assert.Equal("e1", record.StatusDescription));
    }

    [Fact]
    public void A_slow_poll_is_shown()
    {
        var waiter = new PipelineIdleWait("demo", () =>
        {
            // The command redraws while the call blocks its thread.
            _tick!();
            return new PipelineIdlePoll { IsCompleted = true };
        },
        View());

        waiter.Run();

        Assert.Equal(["Checking", "Done"], _shown.Select(record => record.StatusDescription));
        Assert.Null(_tick);
    }

    [Fact]
    public void A_blocked_pipeline_thread_redraws_each_second_and_at_once_when_a_call_starts_to_wait()
    {
        using var thread = new PipelineThread(() => { });
        var call = new TaskCompletionSource();
        var drawn = 0;
        var start = Task.Run(
            () => thread.Tick = () =>
            {
                if (++drawn == 3)
                {
                    call.SetResult();
                }
            },
            TestContext.Current.CancellationToken);

        Assert.True(thread.WaitFor(call.Task, _stop.Token));

        Assert.Equal(3, drawn);
        Assert.True(start.IsCompleted);
    }

    [Fact]
    public void Progress_that_ends_the_command_ends_it_after_the_call()
    {
        using var thread = new PipelineThread(() => { });
        var call = new TaskCompletionSource();
        _ = Task.Run(
            () => thread.Tick = () =>
            {
                Task.Run(call.SetResult, TestContext.Current.CancellationToken);
                throw new ActionPreferenceStopException("ended");
            },
            TestContext.Current.CancellationToken);

        Assert.Throws<ActionPreferenceStopException>(() => thread.WaitFor(call.Task, _stop.Token));
        Assert.True(call.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public void Another_thread_redraws_while_it_is_blocked()
    {
        var call = new TaskCompletionSource();
        var drawn = 0;

        Assert.True(PipelineThread.WaitBeside(
            call.Task,
            () =>
            {
                if (++drawn == 2)
                {
                    call.SetResult();
                }
            },
            _stop.Token));

        Assert.Equal(2, drawn);
    }

    private ProgressOutput View() => new(
        record =>
        {
            _shown.Add(record);
            if (_shown.Count == 3)
            {
                _stop.Cancel();
            }
        },
        tick => _tick = tick,
        _stop.Token);
}
