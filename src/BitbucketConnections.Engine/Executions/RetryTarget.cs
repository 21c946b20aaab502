using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Finds the target of a retry without a stage or an execution.</summary>
internal static class RetryTarget
{
    /// <summary>Completes a retry request from the state of the pipeline.</summary>
    /// <exception cref="ServiceException">Kind NotFound, Condition StageNotFound; kind InvalidState, Condition NothingToRetry.</exception>
    public static StageRetryRequest Find(StageRetryRequest request, IReadOnlyList<StageState> stages)
    {
        var named = stages.FirstOrDefault(stage => stage.StageName == request.StageName);
        if (request.StageName is not null && named is null)
        {
            throw new ServiceException(
                ServiceErrorKind.NotFound,
                $"The pipeline '{request.PipelineName}' has no stage '{request.StageName}'. Its stages: {string.Join(", ", stages.Select(s => s.StageName))}.")
            {
                Condition = "StageNotFound",
            };
        }

        var stage = named ?? stages.FirstOrDefault(s => s.Status == "Failed" && (request.PipelineExecutionId ?? s.PipelineExecutionId) == s.PipelineExecutionId);
        if (stage?.PipelineExecutionId is null)
        {
            throw new ServiceException(
                ServiceErrorKind.InvalidState,
                named is null
                    ? $"No stage of the pipeline '{request.PipelineName}' has failed{(request.PipelineExecutionId is { } id ? " in execution " + id : string.Empty)}. There is nothing to retry."
                    : $"The stage '{named.StageName}' of the pipeline '{request.PipelineName}' has not run yet.")
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
}
