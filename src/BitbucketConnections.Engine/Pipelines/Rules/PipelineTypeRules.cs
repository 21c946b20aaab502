using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks that a V1 pipeline uses no V2 features.</summary>
internal sealed class PipelineTypeRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline) =>
        pipeline.PipelineType == "V1" ? Features(pipeline).Select(f => NeedsV2(f.What, f.Path)) : [];

    private static IEnumerable<(string What, string Path)> Features(Pipeline pipeline)
    {
        if (pipeline.Triggers.Count > 0)
        {
            yield return ("Triggers", "Triggers");
        }

        if (pipeline.Variables.Count > 0)
        {
            yield return ("Variables", "Variables");
        }

        if (pipeline.ExecutionMode is "QUEUED" or "PARALLEL")
        {
            yield return ($"The execution mode {pipeline.ExecutionMode}", "ExecutionMode");
        }

        for (var s = 0; s < pipeline.Stages.Count; s++)
        {
            var stage = pipeline.Stages[s];
            if (stage.OnFailure is not null || stage.OnSuccess is not null || stage.BeforeEntry is not null)
            {
                yield return ($"The conditions of the stage '{stage.Name}'", $"Stages[{s}]");
            }
        }

        foreach (var placed in PlacedAction.All(pipeline).Where(a => ActionCatalog.Find(a.Action.ActionTypeId)?.IsV2Only == true))
        {
            yield return ($"The action '{placed.Action.Name}' ({placed.Action.ActionTypeId})", placed.Path);
        }
    }

    private static Finding NeedsV2(string what, string path) =>
        new("PipelineTypeV2Needed", $"{what} can be used only in V2 pipelines. Set the pipeline type to V2.", path);
}
