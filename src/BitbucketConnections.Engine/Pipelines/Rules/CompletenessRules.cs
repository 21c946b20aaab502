using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the members that the wizard adds and CreatePipeline requires: a service role and a bucket for each store.</summary>
internal sealed class CompletenessRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        if (string.IsNullOrEmpty(pipeline.RoleArn))
        {
            yield return PipelineNameRules.CheckRoleArn(null, "RoleArn")!;
        }

        if (pipeline.ArtifactStore is null && pipeline.ArtifactStores is not { Count: > 0 })
        {
            yield return new Finding(
                "InvalidArtifactStore", "The pipeline has no artifact store. Specify ArtifactStore, or ArtifactStores with one store for each Region.", "ArtifactStore");
        }

        if (pipeline.ArtifactStore is { Location.Length: 0 })
        {
            yield return PipelineNameRules.CheckBucket(null, "ArtifactStore.Location")!;
        }

        foreach (var store in (pipeline.ArtifactStores ?? new Dictionary<string, ArtifactStore>()).Where(store => store.Value.Location.Length == 0))
        {
            yield return PipelineNameRules.CheckBucket(null, $"ArtifactStores['{store.Key}'].Location")!;
        }
    }
}
