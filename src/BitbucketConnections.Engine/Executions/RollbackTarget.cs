using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Pipelines;
using ModelStageState = Amazon.CodePipeline.Model.StageState;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Finds the target of a rollback without an execution: the latest earlier execution that succeeded in the stage.</summary>
internal sealed class RollbackTarget
{
    private readonly PipelineApi _api;

    public RollbackTarget(PipelineApi api) => _api = api;

    /// <summary>Finds the execution.</summary>
    /// <exception cref="ServiceException">Kind NotFound, Condition NoRollbackTarget or StageNotFound.</exception>
    public async Task<string> FindAsync(StageRollbackRequest request, CancellationToken cancellationToken)
    {
        var state = await _api.GetStateAsync(new GetPipelineStateRequest { Name = request.PipelineName }, cancellationToken).ConfigureAwait(false);
        var isParallel = state.StageStates is not { Count: > 0 };
        var present = isParallel
            ? await NewestInStageAsync(request, cancellationToken).ConfigureAwait(false)
            : Present(request, state.StageStates!);
        var succeeded = await _api.ListExecutionsAsync(
            new ListPipelineExecutionsRequest
            {
                PipelineName = request.PipelineName,
                Filter = new PipelineExecutionFilter { SucceededInStage = new SucceededInStageFilter { StageName = request.StageName } },
            },
            cancellationToken).ConfigureAwait(false);

        // A rollback has no source revisions, and AWS does not roll back to a rollback.
        var target = succeeded.PipelineExecutionSummaries?.FirstOrDefault(execution => execution.PipelineExecutionId != present && execution.ExecutionType?.Value != "ROLLBACK");
        if (target is null && isParallel && present is null)
        {
            await RequireStageAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return target?.PipelineExecutionId ?? throw new ServiceException(
            ServiceErrorKind.NotFound,
            $"The stage '{request.StageName}' of the pipeline '{request.PipelineName}' has no earlier successful execution to roll back to.")
        {
            Condition = "NoRollbackTarget",
        };
    }

    private static string? Present(StageRollbackRequest request, List<ModelStageState> stages) => stages.Find(stage => stage.StageName == request.StageName) is { } stage
        ? stage.LatestExecution?.PipelineExecutionId
        : throw RetryTarget.StageNotFound(request.PipelineName, request.StageName, stages.Select(other => other.StageName!));

    private async Task RequireStageAsync(StageRollbackRequest request, CancellationToken cancellationToken)
    {
        var definition = await _api.GetPipelineAsync(request.PipelineName, null, null, cancellationToken).ConfigureAwait(false);
        if (definition.Stages.All(stage => stage.Name != request.StageName))
        {
            throw RetryTarget.StageNotFound(request.PipelineName, request.StageName, definition.Stages.Select(stage => stage.Name));
        }
    }

    // The state of a PARALLEL pipeline has no stages. The list of actions is newest first, over all executions.
    private async Task<string?> NewestInStageAsync(StageRollbackRequest request, CancellationToken cancellationToken)
    {
        TokenCursor? cursor = null;
        do
        {
            var page = await _api.ListActionsAsync(
                new ListActionExecutionsRequest { PipelineName = request.PipelineName, NextToken = cursor?.Token }, cancellationToken).ConfigureAwait(false);
            if (page.ActionExecutionDetails?.Find(action => action.StageName == request.StageName) is { } newest)
            {
                return newest.PipelineExecutionId;
            }

            cursor = TokenCursor.Next(cursor, page.NextToken, PipelineApi.ServiceName, _api.Diagnostics);
        }
        while (cursor is not null);
        return null;
    }
}
