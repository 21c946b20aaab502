using System;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Hosting;

/// <summary>Polls until the wait is complete. Ctrl+C ends the wait at once.</summary>
internal static class PollLoop
{
    /// <summary>Polls, reports the result of each poll, and shows progress until the wait is complete.</summary>
    /// <typeparam name="T">The type of the result of a poll.</typeparam>
    /// <param name="poll">Polls once.</param>
    /// <param name="next">Returns the delay before the next poll; null if the wait is complete.</param>
    /// <param name="report">Reports the result of a poll.</param>
    /// <param name="show">Shows the progress.</param>
    /// <param name="hide">Removes the progress.</param>
    /// <param name="stop">The token that Ctrl+C cancels.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public static void Run<T>(Func<T> poll, Func<T, TimeSpan?> next, Action<T> report, Action<T> show, Action hide, CancellationToken stop)
    {
        try
        {
            T seen;
            while (next(seen = poll()) is { } delay)
            {
                report(seen);
                show(seen);
                if (stop.WaitHandle.WaitOne(delay))
                {
                    throw new PipelineStoppedException();
                }
            }

            report(seen);
        }
        finally
        {
            // A stopped pipeline accepts no records. PowerShell removes the progress.
            if (!stop.IsCancellationRequested)
            {
                hide();
            }
        }
    }
}
