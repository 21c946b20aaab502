using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Pipelines;

/// <summary>
/// What the wizard sets for stages that fail: the check boxes for automatic retry and rollback (CodePipeline user guide, "Create a pipeline, stages, and
/// actions"). A stage with its own result or conditions for a failure keeps them.
/// </summary>
internal static class WizardFailures
{
    private static readonly StageFailureConditions s_retry = new() { Result = "RETRY", RetryMode = "FAILED_ACTIONS" };
    private static readonly StageFailureConditions s_rollback = new() { Result = "ROLLBACK" };

    public static PipelineStage Apply(PipelineRequest request, PipelineStage stage) => stage.OnFailure is not null ? stage
        : request.RetryOnFailure && IsRetried(stage) ? stage with { OnFailure = s_retry }
        : request.RollbackOnFailure && IsRolledBack(stage) ? stage with { OnFailure = s_rollback }
        : stage;

    /// <summary>Finds switches without a stage, and stages that both switches apply to.</summary>
    public static IEnumerable<Finding> Check(PipelineRequest request, IReadOnlyList<PipelineStage> stages)
    {
        var own = stages.Skip(1).ToList();
        if (request.RetryOnFailure && !own.Exists(IsRetried))
        {
            yield return new Finding("RetryWithoutStage", "-RetryOnFailure is for build and test stages, and the pipeline has none. Omit it, or set OnFailure of a stage with New-BitbucketPipelineStage.");
        }

        if (request.RollbackOnFailure && !own.Exists(IsRolledBack))
        {
            yield return new Finding("RollbackWithoutStage", "-RollbackOnFailure is for deploy stages, and the pipeline has none. Omit it, or set OnFailure of a stage with New-BitbucketPipelineStage.");
        }

        foreach (var stage in request is { RetryOnFailure: true, RollbackOnFailure: true } ? request.Stages.Where(stage => stage.OnFailure is null && IsRetried(stage) && IsRolledBack(stage)) : [])
        {
            yield return new Finding(
                "FailureResultGivenTwice",
                $"The stage '{stage.Name}' builds or tests, and deploys. A stage that fails is retried or rolled back, not both. Split the stage, or set its OnFailure with New-BitbucketPipelineStage.");
        }
    }

    private static bool IsRetried(PipelineStage stage) => stage.Actions.Any(action => action.ActionTypeId.Category is "Build" or "Test" or "Compute");

    private static bool IsRolledBack(PipelineStage stage) => stage.Actions.Any(action => action.ActionTypeId.Category == "Deploy");
}
