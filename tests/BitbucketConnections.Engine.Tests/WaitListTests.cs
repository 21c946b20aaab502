using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Time;
using BitbucketConnections.Engine.Waiting;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests polls that do not return.</summary>
public sealed class WaitListTests
{
    private static readonly WaitOptions s_options = new() { Timeout = TimeSpan.FromSeconds(0.2), PollInterval = TimeSpan.FromSeconds(1) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poll_that_does_not_return_ends_with_the_wait()
    {
        var list = new WaitList<Thing, string>([new Thing(), new Thing()], s_options, new SystemClock(), TimeSpan.FromSeconds(0.2));

        var done = await list.PollAsync(_ => 1, (_, _, token) => Never.EndsAsync(token), Token);

        Assert.All(done, thing => Assert.Equal(ServiceErrorKind.WaitTimeout, thing.Failure!.Kind));
        Assert.Equal((2, true), (done.Count, list.IsCompleted));
    }

    [Fact]
    public async Task A_stopped_wait_is_not_a_timeout()
    {
        using var stop = new CancellationTokenSource();
        var list = new WaitList<Thing, string>([new Thing()], s_options, new SystemClock());

        var poll = list.PollAsync(_ => 1, (_, _, token) => Never.EndsAsync(token), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        Assert.False(list.IsCompleted);
    }

    [Fact]
    public async Task A_poll_can_take_longer_than_a_short_wait()
    {
        var list = new WaitList<Thing, string>([new Thing()], new WaitOptions { Timeout = TimeSpan.FromMilliseconds(1) }, new SystemClock());

        var done = await list.PollAsync(_ => 1, async (_, things, token) => { await TimeBound.PassAsync(TimeSpan.FromMilliseconds(100)); token.ThrowIfCancellationRequested(); things.ForEach(thing => thing.See("good")); }, Token);

        Assert.Null(Assert.Single(done).Failure);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(1, 1)]
    public async Task Groups_are_polled_at_the_same_time_up_to_the_limit(int limit, int expected)
    {
        var (now, most) = (0, 0);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Thing[] things = [new Thing(), new Thing(), new Thing()];
        var list = new WaitList<Thing, string>(things, new WaitOptions { Limit = limit }, new SystemClock());

        var done = await list.PollAsync(
            thing => thing,
            async (_, group, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                if (most == expected)
                {
                    all.TrySetResult();
                }

                await all.Task.WaitAsync(Eventually.HangLimit, token);
                Interlocked.Decrement(ref now);
                group.ForEach(thing => thing.See("good"));
            },
            Token);

        Assert.Equal(expected, most);
        Assert.Equal(things, done);
    }

    [Fact]
    public async Task A_group_that_fails_does_not_affect_the_others()
    {
        Thing[] things = [new Thing(), new Thing()];
        var list = new WaitList<Thing, string>(things, new WaitOptions(), new SystemClock());

        var done = await list.PollAsync(thing => thing, (thing, group, _) =>
        {
            if (thing == things[0])
            {
                throw new ServiceException(ServiceErrorKind.NotFound, "gone");
            }

            group.ForEach(seen => seen.See("good"));
            return Task.CompletedTask;
        }, Token);

        Assert.Equal(new List<string?> { "gone", null }, done.Select(thing => thing.Failure?.Message).ToList());
    }

    private sealed class Thing : WaitTarget<string>
    {
        public void See(string seen) => LastSeen = seen;

        protected override bool IsGood(string seen) => seen == "good";

        protected override ServiceException TimedOut(string when) => new(ServiceErrorKind.WaitTimeout, when);
    }
}
