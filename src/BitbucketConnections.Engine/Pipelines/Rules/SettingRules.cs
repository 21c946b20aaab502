using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the settings of the pipeline: name, role, type, mode and tags.</summary>
internal sealed class SettingRules : IPipelineRule
{
    private static readonly string[] s_types = ["V1", "V2"];
    private static readonly string[] s_modes = ["SUPERSEDED", "QUEUED", "PARALLEL"];

    public IEnumerable<Finding> Check(Pipeline pipeline)
    {
        if (PipelineNameRules.CheckName("pipeline", "InvalidPipelineName", pipeline.Name, "Name") is { } name)
        {
            yield return name;
        }

        if (pipeline.RoleArn is not null && PipelineNameRules.CheckRoleArn(pipeline.RoleArn, "RoleArn") is { } role)
        {
            yield return role;
        }

        if (pipeline.Version is { } version and < 1)
        {
            yield return new Finding("InvalidPipelineVersion", $"The version {version} is not valid. Remove it: AWS assigns the version, and ignores that of a definition.", "Version");
        }

        if (pipeline.PipelineType is { } type && !s_types.Contains(type))
        {
            yield return new Finding("InvalidPipelineType", $"The pipeline type '{type}' is not valid. Use V1 or V2.", "PipelineType");
        }

        if (pipeline.ExecutionMode is { } mode && !s_modes.Contains(mode))
        {
            yield return new Finding("InvalidExecutionMode", $"The execution mode '{mode}' is not valid. Use SUPERSEDED, QUEUED or PARALLEL.", "ExecutionMode");
        }

        foreach (var tag in TagRules.Check(pipeline.Tags))
        {
            yield return new Finding(tag.Id, tag.Message, tag.Path ?? "Tags");
        }
    }
}
