using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Finds the target of a retry without a stage or an execution.</summary>
internal static class RetryTarget
{
    /// <summary>Completes a retry request from the stages of the pipeline.</summary>
    /// <exception cref="ServiceException">Kind NotFound, Condition StageNotFound; kind InvalidState, Condition NothingToRetry.</exception>
    public static StageRetryRequest Find(StageRetryRequest request, IReadOnlyList<StageState> stages)
    {
        var named = stages.FirstOrDefault(stage => stage.StageName == request.StageName);
        if (request.StageName is not null && named is null)
        {
            throw StageNotFound(request.PipelineName, request.StageName, stages.Select(stage => stage.StageName));
        }

        // AWS also retries a stage that was stopped (observed).
        var stage = named ?? FirstWith("Failed", request, stages) ?? FirstWith("Stopped", request, stages);
        if (stage?.PipelineExecutionId is null)
        {
            throw new ServiceException(
                ServiceErrorKind.InvalidState,
                named is null
                    ? $"No stage of the pipeline '{request.PipelineName}' has failed or was stopped{In(request)}. There is nothing to retry.{Working(request, stages)}"
                    : $"The stage '{named.StageName}' of the pipeline '{request.PipelineName}' has not run yet{In(request)}.")
            {
                Condition = "NothingToRetry",
            };
        }

        return new StageRetryRequest
        {
            PipelineName = request.PipelineName,
            StageName = stage.StageName,
            PipelineExecutionId = request.PipelineExecutionId ?? stage.PipelineExecutionId,
            RetryMode = request.RetryMode,
        };
    }

    /// <summary>
    /// Gets the stage of a request that AWS shows as in progress although its actions ended and one of them failed; null if there is none. An approval
    /// that an update ended looks the same, but its stage never fails.
    /// </summary>
    public static StageState? Settling(StageRetryRequest request, IReadOnlyList<StageState> stages) => stages.FirstOrDefault(stage =>
        (request.StageName ?? stage.StageName) == stage.StageName
        && IsIn(request, stage)
        && stage.Status == "InProgress"
        && stage.Actions.Any(action => action.Status == "Failed")
        && !stage.Actions.Any(action => action.Status == "InProgress" || action.Summary == Approvals.EndedSummary));

    /// <summary>Creates the error of a stage name that the pipeline does not have.</summary>
    public static ServiceException StageNotFound(string pipelineName, string stageName, IEnumerable<string> stages) => new(
        ServiceErrorKind.NotFound, $"The pipeline '{pipelineName}' has no stage '{stageName}'. Its stages: {string.Join(", ", stages)}.")
    {
        Condition = "StageNotFound",
    };

    private static StageState? FirstWith(string status, StageRetryRequest request, IReadOnlyList<StageState> stages) =>
        stages.FirstOrDefault(stage => stage.Status == status && IsIn(request, stage));

    private static bool IsIn(StageRetryRequest request, StageState stage) => (request.PipelineExecutionId ?? stage.PipelineExecutionId) == stage.PipelineExecutionId;

    private static string In(StageRetryRequest request) => request.PipelineExecutionId is { } id ? " in execution " + id : string.Empty;

    private static string Working(StageRetryRequest request, IReadOnlyList<StageState> stages) =>
        stages.FirstOrDefault(stage => stage.Status is "InProgress" or "Stopping" && IsIn(request, stage)) is { } working
            ? $" The stage '{working.StageName}' is {working.Status} in execution {working.PipelineExecutionId}. AWS shows the failure of a stage about 30 seconds after an approval was rejected."
            : string.Empty;
}
