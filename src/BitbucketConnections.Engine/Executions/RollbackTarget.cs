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

        // A rollback has no source revisions, and AWS does not roll back to a rollback.
        var target = succeeded.PipelineExecutionSummaries?.FirstOrDefault(execution => execution.PipelineExecutionId != present && execution.ExecutionType?.Value != "ROLLBACK");
        return target?.PipelineExecutionId ?? throw new ServiceException(
            ServiceErrorKind.NotFound,
            $"The stage '{request.StageName}' of the pipeline '{request.PipelineName}' has no earlier successful execution to roll back to.")
        {
            Condition = "NoRollbackTarget",
        };
    }
}
