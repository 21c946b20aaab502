using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Changes the role, type, mode, variables, artifact stores and encryption key.</summary>
internal static class SettingEdits
{
    public static void Apply(PipelineDocument document, PipelineChanges changes, string region, List<Finding> findings)
    {
        if (changes.RoleArn is { } role && PipelineNameRules.CheckRoleArn(role) is { } wrong)
        {
            findings.Add(wrong);
        }
        else
        {
            PipelineDocument.Set(document.Json, "roleArn", changes.RoleArn);
        }

        PipelineDocument.Set(document.Json, "pipelineType", changes.PipelineType?.ToUpperInvariant());
        PipelineDocument.Set(document.Json, "executionMode", changes.ExecutionMode?.ToUpperInvariant());
        if (changes.Variables is { } variables)
        {
            document.Json.Remove("variables");
            if (variables.Count > 0)
            {
                document.Json["variables"] = new JsonArray([.. PipelineDocument.Variables(variables)]);
            }
        }

        Stores(document, changes, region, findings);
    }

    private static void Stores(PipelineDocument document, PipelineChanges changes, string region, List<Finding> findings)
    {
        if (changes.ArtifactBucket is not null && changes.ArtifactBuckets is { Count: > 0 })
        {
            findings.Add(new Finding("InvalidArtifactStore", "Specify one artifact bucket or a map of buckets, not both."));
            return;
        }

        var wrong = (changes.ArtifactBuckets?.Values ?? []).Concat(changes.ArtifactBucket is { } one ? [one] : [])
            .Select(bucket => PipelineNameRules.CheckBucket(bucket)).OfType<Finding>().ToList();
        if (wrong.Count > 0)
        {
            findings.AddRange(wrong);
            return;
        }

        if (changes.ArtifactBuckets is { Count: > 0 } buckets)
        {
            var before = StoresByRegion(document, region);
            document.Json.Remove("artifactStore");
            document.Json["artifactStores"] = new JsonObject(buckets.Select(bucket => new KeyValuePair<string, JsonNode?>(bucket.Key, Store(before, bucket.Key, bucket.Value))));
        }

        if (StoreOf(document, region) is { } store)
        {
            PipelineDocument.Set(store, "location", changes.ArtifactBucket);
            Key(store, Complete(document, changes.EncryptionKeyId, region));
        }

        Keys(document, changes, region, findings);
    }

    private static void Keys(PipelineDocument document, PipelineChanges changes, string region, List<Finding> findings)
    {
        if (changes.EncryptionKeyId is not null && changes.EncryptionKeyIds?.ContainsKey(region) == true)
        {
            findings.Add(new Finding("EncryptionKeyGivenTwice", $"Two values were specified for the key of {region}, the Region of the pipeline. Specify only one of them."));
            return;
        }

        var stores = StoresByRegion(document, region);
        foreach (var key in changes.EncryptionKeyIds ?? new Dictionary<string, string>())
        {
            if (stores.TryGetValue(key.Key, out var store))
            {
                Key(store, Complete(document, key.Value, key.Key));
            }
            else
            {
                findings.Add(new Finding(
                    "EncryptionKeyWithoutStore",
                    $"A key was specified for {key.Key}, but the pipeline has no artifact store there. Its Regions: {string.Join(", ", stores.Keys)}. Add the bucket of {key.Key} with -ArtifactBucketByRegion."));
            }
        }
    }

    private static Dictionary<string, JsonObject> StoresByRegion(PipelineDocument document, string region) =>
        document.Json["artifactStores"] is JsonObject map
            ? map.Where(entry => entry.Value is JsonObject).ToDictionary(entry => entry.Key, entry => (JsonObject)entry.Value!)
            : document.Json["artifactStore"] is JsonObject store ? new Dictionary<string, JsonObject> { [region] = store } : [];

    // The new bucket of a Region keeps the key of the Region.
    private static JsonObject Store(Dictionary<string, JsonObject> before, string region, string bucket)
    {
        var store = before.TryGetValue(region, out var known) ? (JsonObject)known.DeepClone() : new JsonObject { ["type"] = "S3" };
        store["location"] = bucket;
        return store;
    }

    private static JsonObject? StoreOf(PipelineDocument document, string region) =>
        document.Json["artifactStores"] is JsonObject map ? map[region] as JsonObject : document.Json["artifactStore"] as JsonObject;

    private static string? Complete(PipelineDocument document, string? key, string region) =>
        key is null ? null : KeyAlias.Complete(key, region, KeyAlias.AccountOf((string?)document.Json["roleArn"], []));

    private static void Key(JsonObject store, string? key)
    {
        if (key is { Length: 0 })
        {
            store.Remove("encryptionKey");
        }
        else if (key is not null)
        {
            store["encryptionKey"] = new JsonObject { ["id"] = key, ["type"] = "KMS" };
        }
    }
}
