using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Warns of a second rollback. RollbackStage accepts no token, so a retry after a lost response may start two executions.</summary>
internal sealed class RollbackTwin
{
    // Longer than all SDK retries together.
    private static readonly TimeSpan s_tries = TimeSpan.FromMinutes(5);
    private readonly PipelineApi _api;

    public RollbackTwin(PipelineApi api) => _api = api;

    /// <summary>Warns of other rollbacks that started shortly before this one.</summary>
    public async Task WarnAsync(StageRollbackRequest request, string id, CancellationToken cancellationToken)
    {
        try
        {
            var page = await _api.ListExecutionsAsync(new ListPipelineExecutionsRequest { PipelineName = request.PipelineName }, cancellationToken).ConfigureAwait(false);
            var executions = page.PipelineExecutionSummaries ?? [];
            var own = executions.Find(execution => execution.PipelineExecutionId == id);
            foreach (var twin in executions.Where(execution => execution.ExecutionType?.Value == "ROLLBACK" && execution != own && own?.StartTime - execution.StartTime <= s_tries))
            {
                Warn(request, $"The first attempt may have started {twin.PipelineExecutionId} ({twin.Status?.Value}), another rollback. The new execution is {id}.");
            }
        }
        catch (ServiceException failure)
        {
            Warn(request, $"A second execution may exist besides {id}. {failure.Message}");
        }
    }

    private void Warn(StageRollbackRequest request, string what) => _api.Diagnostics.Write(new DiagnosticEvent(
        DiagnosticLevel.Warning,
        $"A response was lost while the stage '{request.StageName}' of '{request.PipelineName}' was rolled back, and the request was sent again. {what}"));
}
