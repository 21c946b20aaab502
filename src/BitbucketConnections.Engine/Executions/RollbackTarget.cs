using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Pipelines;

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
        var present = state.StageStates is { Count: > 0 } stages
            ? stages.Find(stage => stage.StageName == request.StageName)?.LatestExecution?.PipelineExecutionId
            : await NewestInStageAsync(request, cancellationToken).ConfigureAwait(false);
        var succeeded = await _api.ListExecutionsAsync(
            new ListPipelineExecutionsRequest
            {
                PipelineName = request.PipelineName,
                Filter = new PipelineExecutionFilter { SucceededInStage = new SucceededInStageFilter { StageName = request.StageName } },
            },
            cancellationToken).ConfigureAwait(false);

        // A rollback has no source revisions, and AWS does not roll back to a rollback.
        var target = succeeded.PipelineExecutionSummaries?.FirstOrDefault(execution => execution.PipelineExecutionId != present && execution.ExecutionType?.Value != "ROLLBACK");
        return target?.PipelineExecutionId ?? throw new ServiceException(
            ServiceErrorKind.NotFound,
            $"The stage '{request.StageName}' of the pipeline '{request.PipelineName}' has no earlier successful execution to roll back to.")
        {
            Condition = "NoRollbackTarget",
        };
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

            cursor = TokenCursor.Next(cursor, page.NextToken, _api.Diagnostics);
        }
        while (cursor is not null);
        return null;
    }
}
