using System;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>Limits the time of a transfer. The listener's own streams have none.</summary>
internal sealed class TransferTimer : IDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly CancellationToken _stopping;
    private readonly Task _deadline;

    /// <summary>Initializes a new instance of the <see cref="TransferTimer"/> class and starts it.</summary>
    /// <param name="clock">The clock of the limit.</param>
    /// <param name="limit">The limit of all waits together.</param>
    /// <param name="stopping">Cancelled when the server stops.</param>
    public TransferTimer(SandboxClock clock, TimeSpan limit, CancellationToken stopping)
    {
        _stopping = stopping;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _deadline = clock.DelayAsync(limit, _ended.Token);
    }

    /// <summary>Waits for a transfer.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="transfer">The transfer.</param>
    /// <returns>The result of the transfer.</returns>
    /// <exception cref="TimeoutException">The limit is reached. The catcher must close the connection, which ends the transfer.</exception>
    /// <exception cref="OperationCanceledException">The server is stopping.</exception>
    public async Task<T> RunAsync<T>(Task<T> transfer)
    {
        if (await Task.WhenAny(transfer, _deadline).ConfigureAwait(false) != transfer)
        {
            // The transfer fails when the connection is closed, as expected.
            _ = transfer.ContinueWith(
                ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            _stopping.ThrowIfCancellationRequested();
            throw new TimeoutException("The client did not send or receive data in time.");
        }

        return await transfer.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
