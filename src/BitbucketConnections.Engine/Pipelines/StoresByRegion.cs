using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>The artifact stores of a definition by Region: one, several, or none if the wizard adds them.</summary>
internal static class StoresByRegion
{
    /// <summary>Gets the stores; an empty location is the default location.</summary>
    public static IReadOnlyDictionary<string, ArtifactStore> Of(Pipeline definition)
    {
        if (definition.ArtifactStores is { Count: > 0 } stores)
        {
            return stores;
        }

        // For a store that the wizard adds, each Region with an action gets one. A key belongs to one Region.
        return definition.ArtifactStore is { Location.Length: > 0 } only
            ? new Dictionary<string, ArtifactStore> { [definition.Region] = only }
            : Regions(definition).ToDictionary(
                region => region,
                region => region == definition.Region && definition.ArtifactStore is { } keyed ? keyed : new ArtifactStore { Location = string.Empty });
    }

    private static List<string> Regions(Pipeline definition) => definition.Stages.SelectMany(stage => stage.Actions)
        .Select(action => action.Region ?? definition.Region).Prepend(definition.Region).Distinct(StringComparer.Ordinal).ToList();
}
