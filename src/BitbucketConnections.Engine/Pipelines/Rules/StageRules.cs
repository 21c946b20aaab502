using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Checks the structure of the stages (CodePipeline structure reference and quotas).</summary>
internal sealed class StageRules : IPipelineRule
{
    public IEnumerable<Finding> Check(Pipeline pipeline) =>
        Counts(pipeline).Concat(Names(pipeline)).Concat(Sources(pipeline));

    private static IEnumerable<Finding> Counts(Pipeline pipeline)
    {
        if (pipeline.Stages.Count is < PipelineQuotas.MinimumStages or > PipelineQuotas.MaximumStages)
        {
            yield return new Finding(
                "InvalidStageCount", $"The pipeline has {Quantity.Of(pipeline.Stages.Count, "stage")}. AWS accepts {PipelineQuotas.MinimumStages} to {PipelineQuotas.MaximumStages} (CodePipeline quota).", "Stages");
        }

        if (pipeline.Stages.Sum(stage => stage.Actions.Count) is > PipelineQuotas.MaximumActions and var count)
        {
            yield return new Finding("TooManyActions", $"The pipeline has {count} actions. The maximum is {PipelineQuotas.MaximumActions} (CodePipeline quota).", "Stages");
        }

        for (var s = 0; s < pipeline.Stages.Count; s++)
        {
            if (pipeline.Stages[s].Actions.Count is 0 or > PipelineQuotas.MaximumActionsPerStage)
            {
                yield return new Finding(
                    "InvalidActionCount",
                    $"The stage '{pipeline.Stages[s].Name}' has {pipeline.Stages[s].Actions.Count} actions. AWS accepts 1 to {PipelineQuotas.MaximumActionsPerStage} (CodePipeline quota).",
                    $"Stages[{s}].Actions");
            }
        }
    }

    private static IEnumerable<Finding> Names(Pipeline pipeline)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var s = 0; s < pipeline.Stages.Count; s++)
        {
            var name = pipeline.Stages[s].Name;
            if (PipelineNameRules.CheckName("stage", "InvalidStageName", name, $"Stages[{s}].Name") is { } finding)
            {
                yield return finding;
            }
            else if (!seen.Add(name))
            {
                yield return new Finding("DuplicateStageName", $"The stage name '{name}' is used more than once. Rename one of the stages.", $"Stages[{s}].Name");
            }
        }
    }

    private static IEnumerable<Finding> Sources(Pipeline pipeline)
    {
        var actions = PlacedAction.All(pipeline).ToList();
        foreach (var action in actions.Where(a => a.StageIndex == 0 && !IsSource(a)))
        {
            yield return new Finding(
                "FirstStageNotSource",
                $"The action '{action.Action.Name}' in the first stage has the category {action.Action.ActionTypeId.Category}. The first stage can contain only source actions.",
                action.Path);
        }

        foreach (var action in actions.Where(a => a.StageIndex > 0 && IsSource(a)))
        {
            yield return new Finding(
                "SourceNotInFirstStage", $"The source action '{action.Action.Name}' is in the stage '{action.Stage.Name}'. Move it to the first stage.", action.Path);
        }

        if (actions.Count > 0 && actions.TrueForAll(IsSource))
        {
            yield return new Finding("NextStageMissing", "The pipeline has only source actions. AWS requires at least one action of another category.", "Stages");
        }
    }

    private static bool IsSource(PlacedAction action) => action.Action.ActionTypeId.Category == "Source";
}
