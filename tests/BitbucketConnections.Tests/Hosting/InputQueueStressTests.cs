using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using BitbucketConnections.Hosting.Inputs;

namespace BitbucketConnections.Tests;

public sealed class InputQueueStressTests
{
    private const int Inputs = 800;

    // Each input writes, asks, calls, yields or fails at random. A lost signal or a key that is not freed is a test that hangs.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 4)]
    [InlineData(4, 16, 1)]
    [InlineData(5, 16, 4)]
    public void Random_inputs_all_complete_in_their_order(int seed, int limit, int ahead)
    {
        var written = new List<(int Input, int Step)>();
        var answers = new ConcurrentDictionary<int, int>();
        var (now, most) = (new ConcurrentDictionary<int, int>(), 0);
        using var queue = new InputQueue(limit, ahead, (_, action) => action(), TestContext.Current.CancellationToken);
        var random = new Random(seed);
        for (var i = 0; i < Inputs; i++)
        {
            while (queue.IsFull)
            {
                Pump(queue);
            }

            most = Math.Max(most, queue.Open.Count);
            var (input, steps, choice) = (i, random.Next(5), new Random(random.Next()));
            var key = random.Next(3) == 0 ? (object?)random.Next(4) : null;
            queue.Add(input, key, work => () =>
            {
                if (key is int resource)
                {
                    Assert.Equal(1, now.AddOrUpdate(resource, 1, (_, count) => count + 1));
                    work.Post(() => now.AddOrUpdate(resource, 0, (_, count) => count - 1));
                }

                for (var step = 0; step < steps; step++)
                {
                    Step(work, input, step, choice.Next(6), written, answers);
                }
            });
            while (random.Next(3) > 0 && queue.RunDue())
            {
            }
        }

        while (queue.Open.Count > 0)
        {
            Pump(queue);
        }

        Assert.Equal(written.Order(), written);
        Assert.All(answers, answer => Assert.Equal(answer.Key, answer.Value));
        Assert.True(most <= limit * ahead);
    }

    // The command can end at any moment, while inputs ask, wait for their key or write.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_queue_that_closes_at_random_leaves_no_thread(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var (started, ended) = (0, 0);
            using var queue = new InputQueue(8, 1, (_, action) => action(), TestContext.Current.CancellationToken);
            for (var i = 0; i < 8; i++)
            {
                var (kind, key) = (random.Next(3), random.Next(3) == 0 ? (object)"key" : null);
                queue.Add(i, key, work => () =>
                {
                    Interlocked.Increment(ref started);
                    try
                    {
                        _ = kind switch { 0 => work.Ask(() => true), 1 => work.Call(() => true), _ => work.Closing.WaitHandle.WaitOne() };
                    }
                    finally
                    {
                        Interlocked.Increment(ref ended);
                    }
                });
            }

            for (var turns = random.Next(12); turns > 0; turns--)
            {
                queue.RunDue();
            }

            queue.Close(Eventually.HangLimit);

            Assert.False(queue.Token.IsCancellationRequested);
            Assert.Equal(started, ended);
        }
    }

    [Fact]
    public void An_input_whose_key_becomes_free_gets_a_thread_although_later_inputs_wait_for_it()
    {
        var written = new List<string>();
        using var queue = new InputQueue(2, 4, (_, action) => action(), TestContext.Current.CancellationToken);
        queue.Add("a", "key", work => () => work.Post(() => written.Add("a")));
        queue.Add("b", "key", work => () => work.Post(() => written.Add("b")));
        foreach (var later in new[] { "c", "d", "e" })
        {
            queue.Add(later, null, work => () => work.Ask(() =>
            {
                written.Add(later);
                return true;
            }));
        }

        while (queue.Open.Count > 0)
        {
            Pump(queue);
        }

        Assert.Equal(["a", "b", "c", "d", "e"], written);
    }

    private static void Step(InputWork work, int input, int step, int kind, List<(int Input, int Step)> written, ConcurrentDictionary<int, int> answers)
    {
        switch (kind)
        {
            case 0:
                answers[input] = work.Ask(() =>
                {
                    written.Add((input, step));
                    return input;
                });
                break;
            case 1:
                answers[input] = work.Call(() => input);
                break;
            case 2:
                Thread.Yield();
                break;
            case 3:
                Assert.Equal("refused", Assert.Throws<ServiceException>(() => work.Ask<int>(() => throw new ServiceException(ServiceErrorKind.InvalidState, "refused"))).Message);
                break;
            default:
                work.Post(() => written.Add((input, step)));
                break;
        }
    }

    private static void Pump(InputQueue queue)
    {
        var due = queue.Listen();
        if (!queue.RunDue() && queue.Open.Count > 0)
        {
            Eventually.Set(((IAsyncResult)due).AsyncWaitHandle, "something to run");
        }
    }
}
