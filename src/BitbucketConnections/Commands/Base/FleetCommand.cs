using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Commands.Base;

/// <summary>Base of the cmdlets that process many inputs at the same time. The output has the order of the input.</summary>
public abstract class FleetCommand : ServiceCommand
{
    /// <summary>Gets or sets how many inputs are processed at the same time, 1–256. With 1, an error that ends the command leaves the next inputs untouched.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = Fleets.DefaultLimit;

    /// <inheritdoc/>
    private protected override int InputLimit => ThrottleLimit;

    /// <summary>Processes items in parallel, and returns each outcome as soon as it and all earlier outcomes are known.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TValue">The type of the results.</typeparam>
    /// <param name="session">A session.</param>
    /// <param name="source">Gets the next batch of items; null after the last.</param>
    /// <param name="process">Processes one item. It runs on other threads, so it must not use the cmdlet.</param>
    /// <returns>The outcomes, in the order of the items.</returns>
    /// <exception cref="ServiceException">The next batch can't be read.</exception>
    protected IEnumerable<FleetOutcome<TItem, TValue>> InParallel<TItem, TValue>(
        IEngineSession session, Func<CancellationToken, Task<IReadOnlyList<TItem>?>> source, Func<TItem, CancellationToken, Task<TValue>> process)
    {
        using var run = session.RunFleet(new FleetWork<TItem, TValue> { Source = source, Process = process, Limit = ThrottleLimit }, StopToken);
        while (Await(_ => run.NextAsync()) is { } outcome)
        {
            yield return outcome;
        }
    }

    /// <summary>Processes items in parallel, as the other overload does.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TValue">The type of the results.</typeparam>
    /// <param name="session">A session.</param>
    /// <param name="items">The items.</param>
    /// <param name="process">Processes one item. It runs on other threads, so it must not use the cmdlet.</param>
    /// <returns>The outcomes, in the order of the items.</returns>
    protected IEnumerable<FleetOutcome<TItem, TValue>> InParallel<TItem, TValue>(
        IEngineSession session, IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TValue>> process) =>
        InParallel(session, Fleets.OneBatch(items), process);

    /// <summary>Makes a source of the pages of a list.</summary>
    /// <typeparam name="TPage">The type of the items of the list.</typeparam>
    /// <typeparam name="TItem">The type of the items to process.</typeparam>
    /// <param name="page">Gets a page.</param>
    /// <param name="select">Selects the items of a page to process. It runs on other threads, so it must not use the cmdlet.</param>
    /// <returns>The source.</returns>
    protected static Func<CancellationToken, Task<IReadOnlyList<TItem>?>> Pages<TPage, TItem>(
        Func<PageCursor?, CancellationToken, Task<Page<TPage>>> page, Func<IReadOnlyList<TPage>, IReadOnlyList<TItem>> select)
    {
        PageCursor? cursor = null;
        var isLast = false;
        return async token =>
        {
            if (isLast)
            {
                return null;
            }

            var read = await page(cursor, token).ConfigureAwait(false);
            cursor = read.Next;
            isLast = cursor is null;
            return select(read.Items);
        };
    }
}
