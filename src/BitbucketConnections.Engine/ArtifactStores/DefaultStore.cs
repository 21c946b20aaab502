using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.ArtifactStores;

/// <summary>Adds the default location of each Region to a definition without an artifact store.</summary>
internal sealed class DefaultStore
{
    private readonly ArtifactStoreService _stores;
    private readonly IDiagnosticSink _diagnostics;

    public DefaultStore(ArtifactStoreService stores, IDiagnosticSink diagnostics)
    {
        _stores = stores;
        _diagnostics = diagnostics;
    }

    /// <summary>Finds or creates the buckets. Adds each created bucket to <paramref name="created"/> immediately.</summary>
    public Task<Pipeline> EnsureAsync(Pipeline definition, List<string> created, CancellationToken cancellationToken) =>
        WithStoresAsync(definition, region => BucketAsync(region, created, cancellationToken));

    /// <summary>Finds the buckets. The location of a bucket that does not exist stays empty.</summary>
    public Task<Pipeline> FindAsync(Pipeline definition, CancellationToken cancellationToken) =>
        WithStoresAsync(definition, async region => await _stores.FindDefaultAsync(region, cancellationToken).ConfigureAwait(false) ?? string.Empty);

    private static async Task<Pipeline> WithStoresAsync(Pipeline definition, Func<string, Task<string>> locate)
    {
        var stores = new Dictionary<string, ArtifactStore>(StringComparer.Ordinal);
        foreach (var store in StoresByRegion.Of(definition))
        {
            var location = store.Value.Location.Length > 0 ? store.Value.Location : await locate(store.Key).ConfigureAwait(false);
            stores.Add(store.Key, store.Value with { Location = location });
        }

        return definition.ArtifactStores is { Count: > 0 } || stores.Count > 1
            ? definition with { ArtifactStore = null, ArtifactStores = stores }
            : definition with { ArtifactStore = stores[definition.Region], ArtifactStores = null };
    }

    private async Task<string> BucketAsync(string region, List<string> created, CancellationToken cancellationToken)
    {
        if (await _stores.FindDefaultBucketAsync(region, cancellationToken).ConfigureAwait(false) is { } found)
        {
            await _stores.FinishDefaultAsync(found, region, cancellationToken).ConfigureAwait(false);
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Artifacts in {region} are stored in the default location '{found.BucketName}'."));
            return found.BucketName;
        }

        var (bucket, isNew) = await _stores.CreateDefaultAsync(region, cancellationToken).ConfigureAwait(false);
        if (isNew)
        {
            created.Add(bucket);
        }

        return bucket;
    }
}
