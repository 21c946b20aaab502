#if !NET
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Calling;

/// <summary>Stops waiting for a call that ignores its token.</summary>
internal static class DeafCallExtensions
{
    /// <summary>
    /// Waits for a call or for the token. A connection attempt can take minutes if a host accepts no connections, and a read takes as long as the host
    /// does. Both end in the background.
    /// </summary>
    public static async Task OrLeaveAsync(this Task call, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => stopped.TrySetResult(true)))
        {
            if (await Task.WhenAny(call, stopped.Task).ConfigureAwait(false) != call)
            {
                _ = call.ContinueWith(Forget, TaskScheduler.Default);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        await call.ConfigureAwait(false);
    }

    private static void Forget(Task late)
    {
        if (late is Task<HttpResponseMessage> { Status: TaskStatus.RanToCompletion } answered)
        {
            answered.Result.Dispose();
        }

        // Reads the exception, because an unobserved one is reported as a failure of the process.
        _ = late.Exception;
    }
}
#endif
