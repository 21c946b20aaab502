using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the artifact stores: one store, or one for each Region with an action (CodePipeline structure reference).</summary>
internal sealed class ArtifactStoreRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        var stores = pipeline.ArtifactStores;
        if (pipeline.ArtifactStore is not null && stores is { Count: > 0 })
        {
            yield return new Finding("InvalidArtifactStore", "The pipeline has both ArtifactStore and ArtifactStores. Specify only one of them.", "ArtifactStore");
        }

        foreach (var (store, region, path) in Stores(pipeline))
        {
            if (store.Location.Length > 0 && PipelineNameRules.CheckBucket(store.Location, path + ".Location") is { } bucket)
            {
                yield return bucket;
            }

            if (store.Type != "S3")
            {
                yield return new Finding("InvalidArtifactStoreType", $"The artifact store has the type '{store.Type}'. AWS accepts only S3.", path + ".Type");
            }

            if (store.EncryptionKey is { Type: not "KMS" } other)
            {
                yield return new Finding("InvalidEncryptionKeyType", $"The encryption key has the type '{other.Type}'. AWS accepts only KMS.", path + ".EncryptionKey.Type");
            }

            if (store.EncryptionKey is { } key && EncryptionKeyRules.Check(key.Id, region, path + ".EncryptionKey.Id") is { } finding)
            {
                yield return finding;
            }
        }

        // Another rule reports the Region that was probably meant.
        if (OtherRegion.Of(pipeline) is not null)
        {
            yield break;
        }

        var regions = PlacedAction.All(pipeline).Select(a => a.Action.Region ?? pipeline.Region).Append(pipeline.Region).Distinct().ToList();
        if (regions.Count > 1 && pipeline.ArtifactStore is not null)
        {
            yield return new Finding(
                "CrossRegionStoreMissing",
                $"The pipeline has actions in {string.Join(", ", regions)} but only one artifact store. Specify ArtifactStores with one store for each of these Regions.",
                "ArtifactStore");
        }

        if (stores is { Count: > 0 })
        {
            foreach (var region in regions.Where(region => !stores.ContainsKey(region)))
            {
                yield return new Finding(
                    "CrossRegionStoreMissing", $"ArtifactStores has no store for {region}, which the pipeline or one of its actions uses. Add one.", $"ArtifactStores['{region}']");
            }
        }
    }

    private static IEnumerable<(ArtifactStore Store, string Region, string Path)> Stores(Pipeline pipeline)
    {
        if (pipeline.ArtifactStore is { } only)
        {
            yield return (only, pipeline.Region, "ArtifactStore");
        }

        foreach (var store in pipeline.ArtifactStores ?? new Dictionary<string, ArtifactStore>())
        {
            yield return (store.Value, store.Key, $"ArtifactStores['{store.Key}']");
        }
    }
}
