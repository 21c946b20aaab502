using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>What work on many items in parallel has in common.</summary>
public static class Fleets
{
    /// <summary>The default number of items to process at the same time.</summary>
    public const int DefaultLimit = 16;

    /// <summary>Makes a source of one batch for <see cref="FleetWork{TItem, TValue}.Source"/>.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>The source.</returns>
    public static Func<CancellationToken, Task<IReadOnlyList<TItem>?>> OneBatch<TItem>(IReadOnlyList<TItem> items)
    {
        var rest = items;
        return _ => Task.FromResult(Interlocked.Exchange(ref rest!, null));
    }
}
