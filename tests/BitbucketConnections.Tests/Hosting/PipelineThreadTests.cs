using System;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Hosting;

namespace BitbucketConnections.Tests;

public sealed class PipelineThreadTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public void A_call_that_does_not_listen_to_the_stop_is_left()
    {
        using var thread = new PipelineThread(() => { });
        var deaf = new TaskCompletionSource();
        _stop.Cancel();

        Assert.False(thread.WaitFor(deaf.Task, _stop.Token));
    }

    [Fact]
    public void A_call_that_ends_on_the_stop_is_waited_for_so_that_its_outcome_is_known()
    {
        var reports = 0;
        using var thread = new PipelineThread(() => reports++);
        var call = new TaskCompletionSource();
        using var obeys = _stop.Token.Register(() => Task.Run(
            () =>
            {
                thread.ReportNow();
                SpinWait.SpinUntil(() => Volatile.Read(ref reports) > 0);
                call.SetCanceled(_stop.Token);
            },
            TestContext.Current.CancellationToken));
        _stop.Cancel();

        Assert.True(thread.WaitFor(call.Task, _stop.Token));
        Assert.True(call.Task.IsCanceled);
        Assert.Equal(1, reports);
    }

    [Fact]
    public void The_failure_of_a_call_that_was_left_does_not_come_up_later()
    {
        var unobserved = 0;
        void Count(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            if (e.Exception.InnerException is TimeZoneNotFoundException)
            {
                unobserved++;
            }
        }

        TaskScheduler.UnobservedTaskException += Count;
        try
        {
            LeaveAndFail();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Count;
        }

        Assert.Equal(0, unobserved);
    }

    // In a method of its own, so that nothing holds the task afterwards.
    private void LeaveAndFail()
    {
        using var thread = new PipelineThread(() => { });
        var deaf = new TaskCompletionSource();
        _stop.Cancel();
        Assert.False(thread.WaitFor(deaf.Task, _stop.Token));
        deaf.SetException(new TimeZoneNotFoundException());
    }
}
