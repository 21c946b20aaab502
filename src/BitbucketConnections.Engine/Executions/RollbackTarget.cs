using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Finds the execution that a stage returns to when the request does not name one: the last before the present one that succeeded there.</summary>
internal sealed class RollbackTarget
{
    private readonly PipelineApi _api;

    public RollbackTarget(PipelineApi api) => _api = api;

    /// <summary>Finds the execution.</summary>
    /// <exception cref="ServiceException">Kind NotFound, Condition NoRollbackTarget.</exception>
    public async Task<string> FindAsync(StageRollbackRequest request, CancellationToken cancellationToken)
    {
        var state = await _api.GetStateAsync(new GetPipelineStateRequest { Name = request.PipelineName }, cancellationToken).ConfigureAwait(false);
        var present = state.StageStates?.Find(stage => stage.StageName == request.StageName)?.LatestExecution?.PipelineExecutionId;
        var succeeded = await _api.ListExecutionsAsync(
            new ListPipelineExecutionsRequest
            {
                PipelineName = request.PipelineName,
                Filter = new PipelineExecutionFilter { SucceededInStage = new SucceededInStageFilter { StageName = request.StageName } },
            },
            cancellationToken).ConfigureAwait(false);

        // A rollback has no revisions of its own, and AWS does not roll back to one.
        var target = succeeded.PipelineExecutionSummaries?.FirstOrDefault(execution => execution.PipelineExecutionId != present && execution.ExecutionType?.Value != "ROLLBACK");
        return target?.PipelineExecutionId ?? throw new ServiceException(
            ServiceErrorKind.NotFound,
            $"The stage '{request.StageName}' of the pipeline '{request.PipelineName}' has no earlier successful execution to roll back to.")
        {
            Condition = "NoRollbackTarget",
        };
    }
}
