using System;
using System.Management.Automation;
using System.Threading;

namespace BitbucketConnections.Hosting;

/// <summary>Polls until nothing is left to wait for. Ctrl+C ends it at once.</summary>
internal static class PollLoop
{
    /// <summary>Polls, tells what each poll saw, and shows how it goes while there is more to wait for.</summary>
    /// <typeparam name="T">What a poll gives.</typeparam>
    /// <param name="poll">Looks once.</param>
    /// <param name="next">Says how long to wait before the next look; null when nothing is left.</param>
    /// <param name="report">Tells what a poll saw.</param>
    /// <param name="show">Shows the progress.</param>
    /// <param name="hide">Takes the progress away.</param>
    /// <param name="stop">What Ctrl+C cancels.</param>
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
            // A stopped pipeline takes no more records; PowerShell clears its progress itself.
            if (!stop.IsCancellationRequested)
            {
                hide();
            }
        }
    }
}
