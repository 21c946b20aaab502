using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Overrides a condition of a stage.</summary>
internal sealed class ConditionOverride
{
    private readonly PipelineApi _api;

    public ConditionOverride(PipelineApi api) => _api = api;

    public async Task SendAsync(ConditionOverrideRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _api.OverrideConditionAsync(
                new OverrideStageConditionRequest
                {
                    PipelineName = request.PipelineName,
                    StageName = request.StageName,
                    PipelineExecutionId = request.PipelineExecutionId,
                    ConditionType = request.ConditionType,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException again) when (LostAnswers.Explain(again, "ConditionNotOverridableException"))
        {
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"The first attempt completed the override in execution {request.PipelineExecutionId}, but its response was lost."));
        }
    }
}
