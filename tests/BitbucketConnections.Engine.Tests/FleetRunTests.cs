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
    public async Task The_number_of_items_in_progress_is_exactly_the_limit()
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
    public async Task Outcomes_are_returned_in_item_order_as_soon_as_all_earlier_ones_are_known()
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
    public async Task An_error_is_the_outcome_of_its_item_and_the_others_continue()
    {
        var outcomes = await FleetRun<int, int>.AllAsync(
            Numbers(6), (item, _) => item % 2 == 0 ? Task.FromResult(item) : throw new ServiceException(ServiceErrorKind.Service, "no " + item), 2, Token);

        Assert.Equal([null, "no 1", null, "no 3", null, "no 5"], outcomes.Select(o => o.Error?.Message));
        Assert.Equal([0, 2, 4], outcomes.Where(o => o.Error is null).Select(o => o.Value));
        Assert.Equal("no 1", Assert.Throws<ServiceException>(() => outcomes[1].Value).Message);
    }

    [Fact]
    public async Task An_unexpected_exception_ends_all_work_and_is_thrown()
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
    public async Task An_unrequested_cancellation_does_not_end_the_work()
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
    public async Task Stopping_starts_no_more_items_cancels_current_work_and_does_not_wait(bool heedsToken)
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
    public async Task Disposal_cancels_the_work()
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
    public async Task A_slow_consumer_limits_the_work_ahead_of_it()
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
    public async Task No_items_give_no_outcomes_and_a_limit_below_one_is_rejected()
    {
        Assert.Empty(await FleetRun<int, int>.AllAsync([], (item, _) => Task.FromResult(item), 16, Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FleetRun<int, int>([], (item, _) => Task.FromResult(item), 0, Token));
    }

    [Fact]
    public async Task Batches_are_processed_as_they_come_and_a_batch_is_requested_while_the_one_before_is_processed()
    {
        var (second, asked) = (new TaskCompletionSource<IReadOnlyList<int>?>(), 0);
        using var run = new FleetRun<int, int>(
            _ => ++asked switch
            {
                1 => Task.FromResult<IReadOnlyList<int>?>([0, 1]),
                2 => second.Task,
                3 => Task.FromResult<IReadOnlyList<int>?>([]),
                _ => Task.FromResult<IReadOnlyList<int>?>(null),
            },
            (item, _) => Task.FromResult(item * 10),
            2,
            Token);

        Assert.Equal((0, 0), Values(await run.NextAsync()));
        Assert.Equal((1, 10), Values(await run.NextAsync()));
        Assert.Equal(2, asked);
        second.SetResult([2]);
        Assert.Equal((2, 20), Values(await run.NextAsync()));
        Assert.Null(await run.NextAsync());
        Assert.Null(await run.NextAsync());
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_read_is_thrown_after_the_outcomes_before_it()
    {
        var asked = 0;
        using var run = new FleetRun<int, int>(
            _ => ++asked == 1 ? Task.FromResult<IReadOnlyList<int>?>([0, 1]) : Task.FromException<IReadOnlyList<int>?>(new ServiceException(ServiceErrorKind.Service, "no list")),
            async (item, token) =>
            {
                await Task.Yield();
                return item;
            },
            2,
            Token);

        Assert.Equal((0, 0), Values(await run.NextAsync()));
        Assert.Equal((1, 1), Values(await run.NextAsync()));
        Assert.Equal("no list", (await Assert.ThrowsAsync<ServiceException>(run.NextAsync)).Message);
        Assert.Equal("no list", (await Assert.ThrowsAsync<ServiceException>(run.NextAsync)).Message);
    }

    private static List<int> Numbers(int count) => Enumerable.Range(0, count).ToList();

    private static (int Item, int Value) Values(FleetOutcome<int, int>? outcome) => (outcome!.Item, outcome.Value);

    private static async Task<int> NeverAsync(CancellationToken token)
    {
        await Never.EndsAsync(token);
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
