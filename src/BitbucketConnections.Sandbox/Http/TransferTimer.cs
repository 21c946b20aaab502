using System;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Sandbox.Time;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>Limits the time of a transfer. The streams of the listener have no time limit.</summary>
internal sealed class TransferTimer : IDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly CancellationToken _stopping;
    private readonly Task _deadline;

    /// <summary>Initializes a new instance of the <see cref="TransferTimer"/> class, which runs from now on.</summary>
    /// <param name="clock">Waits for the limit.</param>
    /// <param name="limit">How long all waits together may take.</param>
    /// <param name="stopping">Cancelled when the server stops.</param>
    public TransferTimer(SandboxClock clock, TimeSpan limit, CancellationToken stopping)
    {
        _stopping = stopping;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _deadline = clock.DelayAsync(limit, _ended.Token);
    }

    /// <summary>Waits for a transfer.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="transfer">The transfer.</param>
    /// <returns>What it gave.</returns>
    /// <exception cref="TimeoutException">The time is up. Whoever catches it must close the connection, which ends the transfer.</exception>
    /// <exception cref="OperationCanceledException">The server stops.</exception>
    public async Task<T> RunAsync<T>(Task<T> transfer)
    {
        if (await Task.WhenAny(transfer, _deadline).ConfigureAwait(false) != transfer)
        {
            // It fails when the connection is closed; that failure was expected.
            _ = transfer.ContinueWith(
                ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            _stopping.ThrowIfCancellationRequested();
            throw new TimeoutException("The client neither sends nor takes.");
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
