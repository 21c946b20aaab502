using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Fleet;

namespace BitbucketConnections.Engine.Tests;

public sealed class FleetRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_items_are_worked_on_than_the_limit_and_no_fewer()
    {
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();

        var outcomes = await FleetRun<int, int>.AllAsync(
            Numbers(40),
            async (item, token) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMaximum(ref most, now);
                if (now == 4)
                {
                    full.TrySetResult();
                }

                await full.Task.WaitAsync(token);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return item;
            },
            4,
            Token);

        Assert.Equal(4, most);
        Assert.Equal(40, outcomes.Count);
    }

    [Fact]
    public async Task Outcomes_come_in_the_order_of_the_items_each_as_soon_as_those_before_it_are_known()
    {
        var gates = Numbers(4).Select(_ => new TaskCompletionSource()).ToArray();
        using var run = new FleetRun<int, int>(
            Numbers(4),
            async (item, token) =>
            {
                await gates[item].Task.WaitAsync(token);
                return item * 10;
            },
            4,
            Token);

        var first = run.NextAsync();
        gates[3].SetResult();
        gates[1].SetResult();
        Assert.False(first.IsCompleted);
        gates[0].SetResult();
        Assert.Equal((0, 0), Values(await first));
        Assert.Equal((1, 10), Values(await run.NextAsync()));
        var third = run.NextAsync();
        Assert.False(third.IsCompleted);
        gates[2].SetResult();
        Assert.Equal((2, 20), Values(await third));
        Assert.Equal((3, 30), Values(await run.NextAsync()));
        Assert.Null(await run.NextAsync());
    }

    [Fact]
    public async Task A_failure_is_the_outcome_of_its_item_and_the_others_go_on()
    {
        var outcomes = await FleetRun<int, int>.AllAsync(
            Numbers(6), (item, _) => item % 2 == 0 ? Task.FromResult(item) : throw new ServiceException(ServiceErrorKind.Service, "no " + item), 2, Token);

        Assert.Equal([null, "no 1", null, "no 3", null, "no 5"], outcomes.Select(o => o.Error?.Message));
        Assert.Equal([0, 2, 4], outcomes.Where(o => o.Error is null).Select(o => o.Value));
        Assert.Equal("no 1", Assert.Throws<ServiceException>(() => outcomes[1].Value).Message);
    }

    [Fact]
    public async Task An_unexpected_exception_ends_the_run_and_is_not_swallowed()
    {
        var (started, both) = (new ConcurrentBag<int>(), new CountdownEvent(2));
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => FleetRun<int, int>.AllAsync(
            Numbers(100),
            async (item, token) =>
            {
                started.Add(item);
                if (item < 2)
                {
                    both.Signal();
                    both.Wait(token);
                }

                // The item before the broken one never ends by itself.
                return item == 1 ? throw new InvalidOperationException("a mistake") : await NeverAsync(token);
            },
            2,
            Token));

        Assert.Equal("a mistake", thrown.Message);
        Assert.Equal([0, 1], started.Order());
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_not_taken_for_the_end_of_the_run()
    {
        using var other = new CancellationTokenSource();
        await other.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FleetRun<int, int>.AllAsync(
            Numbers(3), (_, _) => Task.FromException<int>(new OperationCanceledException("a time-out", other.Token)), 1, Token));

        Assert.Equal("a time-out", thrown.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopping_starts_nothing_more_ends_what_runs_and_waits_for_nothing(bool heedsToken)
    {
        using var stop = new CancellationTokenSource();
        var (started, cancelled) = (0, 0);
        var both = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        using var run = new FleetRun<int, int>(
            Numbers(50),
            async (_, token) =>
            {
                if (Interlocked.Increment(ref started) == 2)
                {
                    both.SetResult();
                }

                try
                {
                    return await NeverAsync(heedsToken ? token : Token);
                }
                finally
                {
                    if (Interlocked.Increment(ref cancelled) == 2)
                    {
                        ended.SetResult();
                    }
                }
            },
            2,
            stop.Token);

        var next = run.NextAsync();
        await both.Task.WaitAsync(Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        if (heedsToken)
        {
            await ended.Task.WaitAsync(Token);
        }

        Assert.Equal(2, started);
    }

    [Fact]
    public async Task A_run_that_is_left_ends_its_work()
    {
        var (reached, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        var run = new FleetRun<int, int>(
            Numbers(2),
            async (item, token) =>
            {
                if (item == 0)
                {
                    await reached.Task.WaitAsync(token);
                    return item;
                }

                reached.SetResult();
                try
                {
                    return await NeverAsync(token);
                }
                finally
                {
                    ended.SetResult();
                }
            },
            2,
            Token);

        Assert.Equal(0, (await run.NextAsync())!.Value);
        run.Dispose();

        await ended.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task A_slow_consumer_holds_back_what_is_far_ahead_of_it()
    {
        var started = 0;
        using var run = new FleetRun<int, int>(
            Numbers(1000),
            (item, _) =>
            {
                Interlocked.Increment(ref started);
                return Task.FromResult(item);
            },
            2,
            Token);

        Assert.Equal(0, (await run.NextAsync())!.Value);
        Assert.InRange(Volatile.Read(ref started), 1, 9);
        for (var item = 1; item < 1000; item++)
        {
            Assert.Equal(item, (await run.NextAsync())!.Value);
            Assert.True(Volatile.Read(ref started) <= item + 9);
        }

        Assert.Null(await run.NextAsync());
    }

    [Fact]
    public async Task Nothing_to_do_is_nothing_and_a_limit_below_one_is_refused()
    {
        Assert.Empty(await FleetRun<int, int>.AllAsync([], (item, _) => Task.FromResult(item), 16, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FleetRun<int, int>([], (item, _) => Task.FromResult(item), 0, Token));
    }

    private static List<int> Numbers(int count) => Enumerable.Range(0, count).ToList();

    private static (int Item, int Value) Values(FleetOutcome<int, int>? outcome) => (outcome!.Item, outcome.Value);

    private static async Task<int> NeverAsync(CancellationToken token)
    {
        await Task.Delay(Timeout.Infinite, token);
        return 0;
    }

    private static void InterlockedMaximum(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }
    }
}
