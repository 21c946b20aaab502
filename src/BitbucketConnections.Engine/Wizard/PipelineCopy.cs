using System.Collections.Generic;

namespace BitbucketConnections.Engine.Wizard;

/// <summary>Makes a definition with what the wizard found or made filled in.</summary>
internal static class PipelineCopy
{
    public static Pipeline WithRole(this Pipeline definition, string roleArn) => Copy(definition, roleArn, definition.ArtifactStore, definition.ArtifactStores);

    public static Pipeline WithStores(this Pipeline definition, ArtifactStore? store, IReadOnlyDictionary<string, ArtifactStore>? stores) =>
        Copy(definition, definition.RoleArn, store, stores);

    private static Pipeline Copy(
        Pipeline definition, string? roleArn, ArtifactStore? store, IReadOnlyDictionary<string, ArtifactStore>? stores) => new()
    {
        Name = definition.Name,
        Region = definition.Region,
        RoleArn = roleArn,
        PipelineType = definition.PipelineType,
        ExecutionMode = definition.ExecutionMode,
        ArtifactStore = store,
        ArtifactStores = stores,
        Stages = definition.Stages,
        Variables = definition.Variables,
        Triggers = definition.Triggers,
        Tags = definition.Tags,
    };
}
