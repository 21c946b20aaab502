using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>
/// The only place that measures time, for tests whose subject is a time that users rely on, such as "Ctrl+C ends a call within a second".
/// All other tests wait for events, or count calls.
/// </summary>
internal static class TimeBound
{
    private static readonly Stopwatch s_clock = Stopwatch.StartNew();

    /// <summary>Gets the time since the first measurement.</summary>
    public static TimeSpan Uptime => s_clock.Elapsed;

    /// <summary>Checks that something ends within a limit. The time that a busy computer gave to other processes does not count.</summary>
    /// <param name="seconds">The limit.</param>
    /// <param name="act">What must end in time.</param>
    public static async Task WithinAsync(double seconds, Func<Task> act) => (await MeasureAsync(act)).AssertWithin(TimeSpan.FromSeconds(seconds));

    /// <inheritdoc cref="WithinAsync(double, Func{Task})"/>
    public static void Within(double seconds, Action act) => Measure(act).AssertWithin(TimeSpan.FromSeconds(seconds));

    /// <summary>Checks that something ends within a limit in one of three runs: other load of the computer can make a run slow. A run that is fast is the last.</summary>
    /// <param name="seconds">The limit.</param>
    /// <param name="act">What must end in time.</param>
    public static void OneRunWithin(double seconds, Action act)
    {
        var runs = new List<double>();
        do
        {
            runs.Add(Measure(act).Elapsed.TotalSeconds);
        }
        while (runs[^1] >= seconds && runs.Count < 3);

        Assert.True(runs[^1] < seconds, $"The limit is {seconds} s. The runs took {string.Join(" s, ", runs)} s.");
    }

    /// <summary>Lets real time pass, where a test shows that a time limit does not apply.</summary>
    /// <param name="time">The time.</param>
    public static Task PassAsync(TimeSpan time) => Task.Delay(time, TestContext.Current.CancellationToken);

    /// <summary>Measures how long something takes.</summary>
    /// <param name="act">What is measured.</param>
    public static async Task<TimeTaken> MeasureAsync(Func<Task> act)
    {
        using var lag = new SchedulingLag();
        var start = Uptime;
        await act().WaitAsync(Eventually.HangLimit, TestContext.Current.CancellationToken);
        return new TimeTaken(Uptime - start, lag.Total);
    }

    /// <inheritdoc cref="MeasureAsync(Func{Task})"/>
    public static TimeTaken Measure(Action act)
    {
        using var lag = new SchedulingLag();
        var start = Uptime;
        act();
        return new TimeTaken(Uptime - start, lag.Total);
    }
}
