using System.Linq;

namespace BitbucketConnections.Parameters;

/// <summary>What a pipeline would be, in the order of the console's review page, for -WhatIf and -Confirm.</summary>
internal static class ReviewText
{
    public static string Of(Pipeline pipeline)
    {
        var source = PipelineSource.First(pipeline.Stages);
        var store = pipeline.ArtifactStore?.Location ?? string.Join(", ", pipeline.ArtifactStores?.Values.Select(s => s.Location) ?? []);
        var stages = string.Join("; ", pipeline.Stages.Skip(1).Select(s => $"{s.Name}: {string.Join(", ", s.Actions.Select(a => $"{a.Name} ({a.ActionTypeId})"))}"));
        return $"Create {pipeline.PipelineType} pipeline ({pipeline.ExecutionMode}) in {pipeline.Region}; role {pipeline.RoleArn}; artifacts in {store}; "
            + $"source {source?.FullRepositoryId}@{source?.BranchName} through {source?.ConnectionArn}; {stages}";
    }
}
