using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>Waits for something that a test has caused. The limit only ends a test that hangs, so a slow computer does not matter.</summary>
internal static class Eventually
{
    /// <summary>Gets how long a test waits for something that must happen, before it is a failure.</summary>
    public static TimeSpan HangLimit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a condition that nothing signals. Where something can signal it, wait for the signal instead.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">What must happen, for the message.</param>
    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        // The only place that polls.
        for (var watch = Stopwatch.StartNew(); !await condition(); await Task.Delay(10, TestContext.Current.CancellationToken))
        {
            Assert.True(watch.Elapsed < HangLimit, $"This did not happen: {what}.");
        }
    }

    /// <summary>Blocks until an event is signalled.</summary>
    /// <param name="signal">The event.</param>
    /// <param name="what">What must happen, for the message.</param>
    public static void Set(WaitHandle signal, string what)
    {
        Assert.True(signal.WaitOne(HangLimit), $"This did not happen: {what}.");
    }
}
