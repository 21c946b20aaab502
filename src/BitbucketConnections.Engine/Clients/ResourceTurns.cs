using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Clients;

/// <summary>Lets changes that read and then write one resource run one after another, because AWS keeps only the last write.</summary>
internal sealed class ResourceTurns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Runs a change when no other change of the resource is in progress in this process.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="resource">The resource, such as the ARN of a role.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The result of the change.</returns>
    public async Task<T> RunAsync<T>(string resource, Func<Task<T>> change, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(resource, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await change().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
