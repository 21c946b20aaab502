using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Fleet;

/// <summary>
/// Processes many items in parallel and returns the outcomes in the order of the items, each as soon as it and all earlier outcomes
/// are known. A <see cref="ServiceException"/> is the outcome of its item. Any other exception cancels all work.
/// </summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <typeparam name="TValue">The type of the results.</typeparam>
internal sealed class FleetRun<TItem, TValue> : IDisposable
{
    /// <summary>The default number of items to process at the same time.</summary>
    public const int DefaultLimit = 16;

    // Limits the number of outcomes that wait in memory for a slow consumer.
    private const int AheadPerWorker = 4;

    private readonly IReadOnlyList<TItem> _items;
    private readonly Func<TItem, CancellationToken, Task<TValue>> _work;
    private readonly TaskCompletionSource<FleetOutcome<TItem, TValue>>[] _outcomes;
    private readonly SemaphoreSlim _ahead;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _stopped;
    private readonly CancellationTokenRegistration _onStop;
    private readonly int _workers;
    private ExceptionDispatchInfo? _fault;
    private int _taken = -1;
    private int _given;

    /// <summary>Initializes a new instance of the <see cref="FleetRun{TItem, TValue}"/> class. The work starts with the first <see cref="NextAsync"/>.</summary>
    /// <param name="items">The items.</param>
    /// <param name="work">Processes one item. It can run on any thread.</param>
    /// <param name="limit">The number of items to process at the same time, at least 1.</param>
    /// <param name="cancellationToken">Cancels the work: no more items are started, and the work on started items is cancelled.</param>
    public FleetRun(IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TValue>> work, int limit, CancellationToken cancellationToken)
    {
        if (limit < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "The limit must be at least 1.");
        }

        _items = items;
        _work = work;
        _workers = Math.Min(limit, items.Count);
        _ahead = new SemaphoreSlim(limit * AheadPerWorker);
        _outcomes = items.Select(_ => new TaskCompletionSource<FleetOutcome<TItem, TValue>>(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopped = _stop.Token;

        // Work that ignores its token must not block the caller.
        _onStop = _stopped.Register(CancelAll);
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

    /// <summary>Waits for the outcome of the next item. Only one caller may wait at a time.</summary>
    /// <returns>The outcome; null after the last.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async Task<FleetOutcome<TItem, TValue>?> NextAsync()
    {
        if (_given == _items.Count)
        {
            return null;
        }

        if (_given == 0 && Volatile.Read(ref _taken) < 0)
        {
            Start();
        }

        try
        {
            var outcome = await _outcomes[_given].Task.ConfigureAwait(false);
            _given++;
            _ahead.Release();
            return outcome;
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

    private void Start()
    {
        for (var worker = 0; worker < _workers; worker++)
        {
            _ = Task.Run(WorkAsync);
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                await _ahead.WaitAsync(_stopped).ConfigureAwait(false);
                var index = Interlocked.Increment(ref _taken);
                if (index >= _items.Count)
                {
                    return;
                }

                _stopped.ThrowIfCancellationRequested();
                _outcomes[index].TrySetResult(await OutcomeAsync(_items[index]).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // CancelAll notifies the callers that wait for an outcome.
        }
        catch (Exception unexpected)
        {
            Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(unexpected), null);
            Stop();
        }
    }

    private async Task<FleetOutcome<TItem, TValue>> OutcomeAsync(TItem item)
    {
        try
        {
            return FleetOutcome<TItem, TValue>.Succeeded(item, await _work(item, _stopped).ConfigureAwait(false));
        }
        catch (ServiceException failure)
        {
            return FleetOutcome<TItem, TValue>.Failed(item, failure);
        }
    }

    private void CancelAll()
    {
        foreach (var outcome in _outcomes)
        {
            outcome.TrySetCanceled();
        }
    }
}
