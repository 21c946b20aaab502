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
    public void A_call_that_ignores_the_stop_is_abandoned()
    {
        using var thread = new PipelineThread(() => { });
        var deaf = new TaskCompletionSource();
        _stop.Cancel();

        Assert.False(thread.WaitFor(deaf.Task, _stop.Token));
    }

    [Fact]
    public void A_call_that_ends_at_the_stop_is_awaited_so_that_its_result_is_known()
    {
        var reports = 0;
        using var reported = new ManualResetEvent(initialState: false);
        using var thread = new PipelineThread(() =>
        {
            reports++;
            reported.Set();
        });
        var call = new TaskCompletionSource();
        using var obeys = _stop.Token.Register(() => Task.Run(
            () =>
            {
                thread.ReportNow();
                Eventually.Set(reported, "the report");
                call.SetCanceled(_stop.Token);
            },
            TestContext.Current.CancellationToken));
        _stop.Cancel();

        Assert.True(thread.WaitFor(call.Task, _stop.Token));
        Assert.True(call.Task.IsCanceled);
        Assert.Equal(1, reports);
    }

    [Fact]
    public void The_failure_of_an_abandoned_call_does_not_appear_later()
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

    // A separate method, so that nothing references the task afterwards.
    private void LeaveAndFail()
    {
        using var thread = new PipelineThread(() => { });
        var deaf = new TaskCompletionSource();
        _stop.Cancel();
        Assert.False(thread.WaitFor(deaf.Task, _stop.Token));
        deaf.SetException(new TimeZoneNotFoundException());
    }
}
