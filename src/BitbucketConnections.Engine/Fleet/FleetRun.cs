using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Fleet;

/// <summary>
/// Processes many items in parallel and returns the outcomes in the order of the items, each as soon as it and all earlier outcomes
/// are known. The items come in batches, such as the pages of a list, so the work starts before the list is complete and the memory
/// does not grow with it. A <see cref="ServiceException"/> is the outcome of its item. Any other exception cancels all work.
/// </summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <typeparam name="TValue">The type of the results.</typeparam>
internal sealed class FleetRun<TItem, TValue> : IFleetRun<TItem, TValue>
{
    // Limits the number of outcomes that wait in memory for a slow consumer.
    private const int AheadPerWorker = 4;

    private readonly Func<CancellationToken, Task<IReadOnlyList<TItem>?>> _source;
    private readonly Func<TItem, CancellationToken, Task<TValue>> _work;
    private readonly ConcurrentQueue<Task<FleetOutcome<TItem, TValue>>> _outcomes = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _ahead;
    private readonly SemaphoreSlim _workers;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _stopped;
    private readonly CancellationTokenRegistration _onStop;
    private readonly TaskCompletionSource<bool> _whenStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ExceptionDispatchInfo? _fault;
    private ExceptionDispatchInfo? _listFailure;
    private int _isStarted;

    /// <summary>Initializes a new instance of the <see cref="FleetRun{TItem, TValue}"/> class. The work starts with the first <see cref="NextAsync"/>.</summary>
    /// <param name="items">The items.</param>
    /// <param name="work">Processes one item. It can run on any thread.</param>
    /// <param name="limit">The number of items to process at the same time, at least 1.</param>
    /// <param name="cancellationToken">Cancels the work: no more items are started, and the work on started items is cancelled.</param>
    public FleetRun(IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TValue>> work, int limit, CancellationToken cancellationToken)
        : this(Fleets.OneBatch(items), work, limit, cancellationToken)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="FleetRun{TItem, TValue}"/> class. The work starts with the first <see cref="NextAsync"/>.</summary>
    /// <param name="source">Gets the next batch of items; null after the last. A batch is requested while the one before it is processed.</param>
    /// <param name="work">Processes one item. It can run on any thread.</param>
    /// <param name="limit">The number of items to process at the same time, at least 1.</param>
    /// <param name="cancellationToken">Cancels the work: no more items are started, and the work on started items is cancelled.</param>
    public FleetRun(Func<CancellationToken, Task<IReadOnlyList<TItem>?>> source, Func<TItem, CancellationToken, Task<TValue>> work, int limit, CancellationToken cancellationToken)
    {
        if (limit < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit must be at least 1.");
        }

        _source = source;
        _work = work;
        _workers = new SemaphoreSlim(limit);
        _ahead = new SemaphoreSlim(limit * AheadPerWorker);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopped = _stop.Token;

        // Work that ignores its token must not block the caller.
        _onStop = _stopped.Register(() => _whenStopped.TrySetResult(true));
    }

    /// <summary>Processes all items.</summary>
    /// <returns>The outcomes, in the order of the items.</returns>
    public static async Task<IReadOnlyList<FleetOutcome<TItem, TValue>>> AllAsync(
        IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TValue>> work, int limit, CancellationToken cancellationToken)
    {
        using var run = new FleetRun<TItem, TValue>(items, work, limit, cancellationToken);
        var outcomes = new List<FleetOutcome<TItem, TValue>>(items.Count);
        while (await run.NextAsync().ConfigureAwait(false) is { } outcome)
        {
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    /// <inheritdoc/>
    public async Task<FleetOutcome<TItem, TValue>?> NextAsync()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 0)
        {
            _ = Task.Run(StartItemsAsync);
        }

        try
        {
            await _arrived.WaitAsync(_stopped).ConfigureAwait(false);
            if (!_outcomes.TryDequeue(out var next))
            {
                // The end stays the end for later calls.
                _arrived.Release();
                _listFailure?.Throw();
                return null;
            }

            await Task.WhenAny(next, _whenStopped.Task).ConfigureAwait(false);
            _stopped.ThrowIfCancellationRequested();
            _ahead.Release();
            return await next.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The original exception is more specific than the cancellation.
            _fault?.Throw();
            throw;
        }
    }

    /// <summary>Cancels the work.</summary>
    public void Dispose()
    {
        Stop();
        _onStop.Dispose();
        _stop.Dispose();
    }

    private void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work has already ended.
        }
    }

    private void Fail(Exception unexpected)
    {
        Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(unexpected), null);
        Stop();
    }

    private async Task StartItemsAsync()
    {
        try
        {
            var batch = await _source(_stopped).ConfigureAwait(false);
            while (batch is not null)
            {
                var following = _source(_stopped);
                await StartAsync(batch).ConfigureAwait(false);
                batch = await following.ConfigureAwait(false);
            }

            _arrived.Release();
        }
        catch (ServiceException failure)
        {
            _listFailure = ExceptionDispatchInfo.Capture(failure);
            _arrived.Release();
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The token ends the wait of the caller.
        }
        catch (Exception unexpected)
        {
            Fail(unexpected);
        }
    }

    private async Task StartAsync(IReadOnlyList<TItem> batch)
    {
        foreach (var item in batch)
        {
            await _ahead.WaitAsync(_stopped).ConfigureAwait(false);
            await _workers.WaitAsync(_stopped).ConfigureAwait(false);

            // Work that was cancelled frees its place at the same time.
            _stopped.ThrowIfCancellationRequested();
            _outcomes.Enqueue(Task.Run(() => OutcomeAsync(item), CancellationToken.None));
            _arrived.Release();
        }
    }

    private async Task<FleetOutcome<TItem, TValue>> OutcomeAsync(TItem item)
    {
        try
        {
            return new FleetOutcome<TItem, TValue>(item, await _work(item, _stopped).ConfigureAwait(false));
        }
        catch (ServiceException failure)
        {
            return new FleetOutcome<TItem, TValue>(item, failure);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // Nobody waits for the outcome of an item after a stop.
            return new FleetOutcome<TItem, TValue>(item, new ServiceException(ServiceErrorKind.Service, "The work was cancelled."));
        }
        catch (Exception unexpected)
        {
            Fail(unexpected);
            throw;
        }
        finally
        {
            _workers.Release();
        }
    }
}
