using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.ArtifactStores;

/// <summary>Checks all buckets and keys of a definition before anything is created.</summary>
internal sealed class StoreCheck
{
    private readonly ArtifactStoreService _stores;

    public StoreCheck(ArtifactStoreService stores) => _stores = stores;

    /// <exception cref="ServiceException">Kind InvalidInput, with all findings.</exception>
    public async Task RunAsync(Pipeline definition, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var store in StoresByRegion.Of(definition))
        {
            if (store.Value.Location.Length > 0)
            {
                Add(findings, await _stores.CheckBucketAsync(store.Value.Location, store.Key, cancellationToken).ConfigureAwait(false));
            }

            if (store.Value.EncryptionKey is { } key)
            {
                Add(findings, await _stores.CheckKeyAsync(key.Id, store.Key, cancellationToken).ConfigureAwait(false));
            }
        }

        if (findings.Count > 0)
        {
            throw ServiceException.FromFindings(findings, definition.Name);
        }
    }

    private static void Add(List<Finding> findings, Finding? finding)
    {
        if (finding is not null)
        {
            findings.Add(finding);
        }
    }
}
