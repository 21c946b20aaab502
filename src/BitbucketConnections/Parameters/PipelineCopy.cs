using System.Collections.Generic;

namespace BitbucketConnections.Parameters;

/// <summary>Makes copies of pipelines: what was written out is never changed.</summary>
internal static class PipelineCopy
{
    public static Pipeline WithTags(Pipeline pipeline, IReadOnlyDictionary<string, string> tags) =>
        Copy(pipeline, pipeline.Region, tags, pipeline.PipelineExecutionId);

    public static Pipeline WithExecution(Pipeline pipeline, string? pipelineExecutionId) =>
        Copy(pipeline, pipeline.Region, pipeline.Tags, pipelineExecutionId);

    /// <summary>Gets the pipeline as a definition for a Region; -Region may say another than the definition was made for.</summary>
    public static Pipeline InRegion(Pipeline pipeline, string region) =>
        pipeline.Region == region ? pipeline : Copy(pipeline, region, pipeline.Tags, null);

    private static Pipeline Copy(Pipeline pipeline, string region, IReadOnlyDictionary<string, string>? tags, string? executionId) => new()
    {
        Name = pipeline.Name,
        PipelineArn = pipeline.PipelineArn,
        Region = region,
        RoleArn = pipeline.RoleArn,
        PipelineType = pipeline.PipelineType,
        ExecutionMode = pipeline.ExecutionMode,
        Version = pipeline.Version,
        ArtifactStore = pipeline.ArtifactStore,
        ArtifactStores = pipeline.ArtifactStores,
        Stages = pipeline.Stages,
        Variables = pipeline.Variables,
        Triggers = pipeline.Triggers,
        Created = pipeline.Created,
        Updated = pipeline.Updated,
        ConsoleUrl = pipeline.ConsoleUrl,
        Tags = tags,
        PipelineExecutionId = executionId,
    };
}
