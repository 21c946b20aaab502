using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Work on many items in parallel. The outcomes have the order of the items.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <typeparam name="TValue">The type of the results.</typeparam>
public interface IFleetRun<TItem, TValue> : IDisposable
{
    /// <summary>Waits for the outcome of the next item. Only one caller may wait at a time. The work starts with the first call.</summary>
    /// <returns>The outcome; null after the last.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <exception cref="ServiceException">The next batch can't be read. All items before it were returned.</exception>
    Task<FleetOutcome<TItem, TValue>?> NextAsync();
}

/// <summary>What to process in parallel.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
/// <typeparam name="TValue">The type of the results.</typeparam>
public sealed class FleetWork<TItem, TValue>
{
    /// <summary>Gets the function that gets the next batch of items, such as a page of a list; null after the last.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<TItem>?>> Source { get; init; }

    /// <summary>Gets the function that processes one item. It can run on any thread.</summary>
    public required Func<TItem, CancellationToken, Task<TValue>> Process { get; init; }

    /// <summary>Gets the number of items to process at the same time, at least 1.</summary>
    public required int Limit { get; init; }
}
