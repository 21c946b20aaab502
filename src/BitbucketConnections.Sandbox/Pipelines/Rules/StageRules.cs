using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>The rules about stages and where actions of which category may be.</summary>
internal static class StageRules
{
    /// <summary>Checks a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <exception cref="Services.AwsErrorException">A rule is broken.</exception>
    public static void Check(Declaration declaration)
    {
        CheckCount(declaration);
        CheckNames(declaration);
        CheckSources(declaration);
        foreach (var stage in declaration.Stages)
        {
            CheckConditions(declaration, stage);
        }
    }

    private static void CheckCount(Declaration declaration)
    {
        if (declaration.Stages.Count < PipelineQuotas.MinimumStages)
        {
            throw Refusal.Structure($"Pipeline has only {declaration.Stages.Count} stage(s). There should be a minimum of {PipelineQuotas.MinimumStages} stages in a pipeline");
        }

        if (declaration.Stages.Count > PipelineQuotas.MaximumStages)
        {
            throw Refusal.Structure($"Pipeline has too many stages. There can only be up to {PipelineQuotas.MaximumStages} stages in a pipeline");
        }

        if (declaration.Actions.Count() > PipelineQuotas.MaximumActions)
        {
            throw Refusal.Structure($"Pipeline has too many actions. There can only be up to {PipelineQuotas.MaximumActions} actions in a pipeline");
        }
    }

    private static void CheckNames(Declaration declaration)
    {
        var stages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in declaration.Stages)
        {
            if (!stages.Add(stage.Name))
            {
                throw Refusal.Stage($"Stage name '{stage.Name}' is used more than once");
            }

            if (stage.Actions.Count is 0 or > PipelineQuotas.MaximumActionsPerStage)
            {
                throw Refusal.Stage($"Stage '{stage.Name}' has {stage.Actions.Count} action(s). There should be 1 to {PipelineQuotas.MaximumActionsPerStage} actions in a stage");
            }

            var actions = new HashSet<string>(StringComparer.Ordinal);
            foreach (var action in stage.Actions)
            {
                if (!actions.Add(action.Name))
                {
                    throw Refusal.Stage($"Action name '{action.Name}' is used more than once in stage '{stage.Name}'");
                }
            }
        }
    }

    private static void CheckSources(Declaration declaration)
    {
        if (declaration.Stages[0].Actions.Any(action => !action.IsSource))
        {
            throw Refusal.Structure("Pipeline should start with a stage that only contains source actions");
        }

        if (declaration.Actions.All(action => action.IsSource))
        {
            throw Refusal.Structure("Pipeline should contain at least 1 action whose category is not Source");
        }

        if (declaration.Stages.Skip(1).Any(stage => stage.Actions.Any(action => action.IsSource)))
        {
            throw Refusal.Structure("Source actions can only be included in the first stage of the pipeline");
        }
    }

    private static void CheckConditions(Declaration declaration, DeclaredStage stage)
    {
        var onFailure = stage.Json["onFailure"];
        if (declaration.IsV1 && (onFailure ?? stage.Json["onSuccess"] ?? stage.Json["beforeEntry"]) is not null)
        {
            throw Refusal.Stage("Stage level conditions can only be used with V2 pipelines.");
        }

        if (onFailure is null)
        {
            return;
        }

        if (onFailure["result"] is not null && onFailure["conditions"] is not null)
        {
            // AWS's own text lacks the closing quote.
            throw Refusal.Stage($"The following stage cannot have a failure exit gate configured with both top level result and conditions: '{stage.Name}");
        }

        if (declaration.ExecutionMode == "PARALLEL" && Results(onFailure).Contains("ROLLBACK"))
        {
            throw Refusal.Stage("Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.");
        }
    }

    private static IEnumerable<string?> Results(System.Text.Json.Nodes.JsonNode onFailure)
    {
        yield return Json.JsonAccess.Text(onFailure, "result");
        foreach (var condition in Json.JsonAccess.Objects(onFailure, "conditions"))
        {
            yield return Json.JsonAccess.Text(condition, "result");
        }
    }
}
