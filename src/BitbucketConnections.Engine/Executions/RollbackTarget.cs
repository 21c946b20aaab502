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
        var target = (await ListAsync(request, present, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
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

    /// <summary>Lists the possible targets of all stages, with a call for each stage. AWS does not roll back a stage in progress.</summary>
    public async Task<IReadOnlyList<StageRollbackTargets>> ListAllAsync(string pipelineName, ExecutionReader reader, CancellationToken cancellationToken)
    {
        var state = await _api.GetStateAsync(new GetPipelineStateRequest { Name = pipelineName }, cancellationToken).ConfigureAwait(false);
        var stages = state.StageStates is { Count: > 0 } states
            ? states.ConvertAll(stage => (Name: stage.StageName!, Present: stage.LatestExecution?.PipelineExecutionId, IsBusy: stage.LatestExecution?.Status?.Value == "InProgress"))
            : (await _api.GetPipelineAsync(pipelineName, null, null, cancellationToken).ConfigureAwait(false)).Stages.Select(stage => (stage.Name, Present: (string?)null, IsBusy: false)).ToList();
        return await Task.WhenAll(stages.Select(async stage =>
        {
            if (stage.IsBusy)
            {
                return new StageRollbackTargets { StageName = stage.Name };
            }

            var request = new StageRollbackRequest { PipelineName = pipelineName, StageName = stage.Name };
            var present = state.StageStates is { Count: > 0 } ? stage.Present : await NewestInStageAsync(request, cancellationToken).ConfigureAwait(false);
            var found = await ListAsync(request, present, cancellationToken).ConfigureAwait(false);
            return new StageRollbackTargets { StageName = stage.Name, Executions = found.Select(execution => reader.Read(pipelineName, execution)).ToList() };
        })).ConfigureAwait(false);
    }

    // A rollback has no source revisions, and AWS does not roll back to a rollback.
    private async Task<List<PipelineExecutionSummary>> ListAsync(StageRollbackRequest request, string? present, CancellationToken cancellationToken)
    {
        var succeeded = await _api.ListExecutionsAsync(
            new ListPipelineExecutionsRequest
            {
                PipelineName = request.PipelineName,
                Filter = new PipelineExecutionFilter { SucceededInStage = new SucceededInStageFilter { StageName = request.StageName } },
            },
            cancellationToken).ConfigureAwait(false);
        return (succeeded.PipelineExecutionSummaries ?? []).FindAll(execution => execution.PipelineExecutionId != present && execution.ExecutionType?.Value != "ROLLBACK");
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
