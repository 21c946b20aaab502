using System;
using System.Diagnostics;
using System.Management.Automation;

namespace BitbucketConnections.Hosting;

/// <summary>
/// Polls until the wait is complete. Redraws the progress each second, so that the time left also decreases between two polls and during a slow one.
/// Ctrl+C ends the wait at once.
/// </summary>
internal static class PollLoop
{
    private static readonly TimeSpan s_redraw = TimeSpan.FromSeconds(1);

    /// <summary>Polls, reports the result of each poll, and shows progress until the wait is complete.</summary>
    /// <typeparam name="T">The type of the result of a poll.</typeparam>
    /// <param name="poll">Polls once.</param>
    /// <param name="next">Returns the delay before the next poll; null if the wait is complete.</param>
    /// <param name="report">Reports the result of a poll.</param>
    /// <param name="show">Shows the progress: the result of the last poll, null before the first one, and the time since then.</param>
    /// <param name="hide">Removes the progress.</param>
    /// <param name="view">Redraws the progress, and has the token that ends the wait.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public static void Run<T>(Func<T> poll, Func<T, TimeSpan?> next, Action<T> report, Action<T?, TimeSpan> show, Action hide, ProgressOutput view)
        where T : class
    {
        T? seen = null;
        var since = Stopwatch.StartNew();
        try
        {
            view.Redraw(() => show(seen, since.Elapsed));
            while (true)
            {
                seen = poll();
                since.Restart();
                var delay = next(seen);
                report(seen);
                if (delay is not { } pause)
                {
                    return;
                }

                show(seen, TimeSpan.Zero);
                while (!view.Stop.WaitHandle.WaitOne(Shorter(pause - since.Elapsed)) && since.Elapsed < pause)
                {
                    show(seen, since.Elapsed);
                }

                if (view.Stop.IsCancellationRequested)
                {
                    throw new PipelineStoppedException();
                }
            }
        }
        finally
        {
            view.Redraw(null);

            // A stopped pipeline accepts no records. PowerShell removes the progress.
            if (!view.Stop.IsCancellationRequested)
            {
                hide();
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan left) => left <= TimeSpan.Zero ? TimeSpan.Zero : left < s_redraw ? left : s_redraw;
}
