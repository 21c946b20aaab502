using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>Processes items one after the other.</summary>
internal sealed class FakeFleetRun<TItem, TValue>(FleetWork<TItem, TValue> work, CancellationToken cancellationToken) : IFleetRun<TItem, TValue>
{
    private Queue<TItem> _batch = new();

    public async Task<FleetOutcome<TItem, TValue>?> NextAsync()
    {
        while (_batch.Count == 0)
        {
            if (await work.Source(cancellationToken) is not { } next)
            {
                return null;
            }

            _batch = new Queue<TItem>(next);
        }

        var item = _batch.Dequeue();
        try
        {
            return new FleetOutcome<TItem, TValue>(item, await work.Process(item, cancellationToken));
        }
        catch (ServiceException failure)
        {
            return new FleetOutcome<TItem, TValue>(item, failure);
        }
    }

    public void Dispose()
    {
    }
}
