using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Pipelines.Checks;

/// <summary>Checks stages, and the action categories that each stage allows.</summary>
internal static class StageChecks
{
    /// <summary>Checks a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <exception cref="AwsErrorException">The declaration is not valid.</exception>
    public static void Check(PipelineDeclaration declaration)
    {
        CheckCount(declaration);
        CheckNames(declaration);
        CheckSources(declaration);
        foreach (var stage in declaration.Stages)
        {
            CheckConditions(declaration, stage);
        }
    }

    private static void CheckCount(PipelineDeclaration declaration)
    {
        if (declaration.Stages.Count < PipelineQuotas.MinimumStages)
        {
            throw DeclarationErrors.Structure($"Pipeline has only {declaration.Stages.Count} stage(s). There should be a minimum of {PipelineQuotas.MinimumStages} stages in a pipeline");
        }

        if (declaration.Stages.Count > PipelineQuotas.MaximumStages)
        {
            throw DeclarationErrors.Structure($"Pipeline has too many stages. There can only be up to {PipelineQuotas.MaximumStages} stages in a pipeline");
        }

        if (declaration.Actions.Count() > PipelineQuotas.MaximumActions)
        {
            throw DeclarationErrors.Structure($"Pipeline has too many actions. There can only be up to {PipelineQuotas.MaximumActions} actions in a pipeline");
        }
    }

    private static void CheckNames(PipelineDeclaration declaration)
    {
        var stages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in declaration.Stages)
        {
            if (!stages.Add(stage.Name))
            {
                throw DeclarationErrors.Stage($"Stage name '{stage.Name}' is used more than once");
            }

            if (stage.Actions.Count is 0 or > PipelineQuotas.MaximumActionsPerStage)
            {
                throw DeclarationErrors.Stage($"Stage '{stage.Name}' has {stage.Actions.Count} action(s). There should be 1 to {PipelineQuotas.MaximumActionsPerStage} actions in a stage");
            }

            var actions = new HashSet<string>(StringComparer.Ordinal);
            foreach (var action in stage.Actions)
            {
                if (!actions.Add(action.Name))
                {
                    throw DeclarationErrors.Stage($"Action name '{action.Name}' is used more than once in stage '{stage.Name}'");
                }
            }
        }
    }

    private static void CheckSources(PipelineDeclaration declaration)
    {
        if (declaration.Stages[0].Actions.Any(action => !action.IsSource))
        {
            throw DeclarationErrors.Structure("Pipeline should start with a stage that only contains source actions");
        }

        if (declaration.Actions.All(action => action.IsSource))
        {
            throw DeclarationErrors.Structure("Pipeline should contain at least 1 action whose category is not Source");
        }

        if (declaration.Stages.Skip(1).Any(stage => stage.Actions.Any(action => action.IsSource)))
        {
            throw DeclarationErrors.Structure("Source actions can only be included in the first stage of the pipeline");
        }
    }

    private static void CheckConditions(PipelineDeclaration declaration, DeclaredStage stage)
    {
        var onFailure = stage.Json["onFailure"];
        if (declaration.IsV1 && (onFailure ?? stage.Json["onSuccess"] ?? stage.Json["beforeEntry"]) is not null)
        {
            throw DeclarationErrors.Stage("Stage level conditions can only be used with V2 pipelines.");
        }

        if (onFailure is null)
        {
            return;
        }

        if (onFailure["result"] is not null && onFailure["conditions"] is not null)
        {
            // AWS's own message has no closing quote.
            throw DeclarationErrors.Stage($"The following stage cannot have a failure exit gate configured with both top level result and conditions: '{stage.Name}");
        }

        if (declaration.ExecutionMode == "PARALLEL" && Results(onFailure).Contains("ROLLBACK"))
        {
            throw DeclarationErrors.Stage("Failure conditions with rollback result type cannot be added to a PARALLEL pipeline.");
        }
    }

    private static IEnumerable<string?> Results(JsonNode onFailure)
    {
        yield return onFailure.Text("result");
        foreach (var condition in onFailure.Objects("conditions"))
        {
            yield return condition.Text("result");
        }
    }
}
