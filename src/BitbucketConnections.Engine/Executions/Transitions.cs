using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Enables and disables the transitions between stages.</summary>
internal sealed class Transitions
{
    private static readonly Regex s_reason = new(@"^[a-zA-Z0-9!@ \(\)\.\*\?\-]{1,300}\z", RegexOptions.CultureInvariant);
    private readonly PipelineApi _api;

    public Transitions(PipelineApi api) => _api = api;

    public async Task SetAsync(TransitionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException missing) when (missing.IsStageNotFound)
        {
            throw await ExplainAsync(missing, request, cancellationToken).ConfigureAwait(false);
        }
    }

    // AWS's message does not name the stages.
    private async Task<ServiceException> ExplainAsync(ServiceException missing, TransitionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var definition = await _api.GetPipelineAsync(request.PipelineName, null, null, cancellationToken).ConfigureAwait(false);
            var explained = RetryTarget.StageNotFound(request.PipelineName, request.StageName, definition.Stages.Select(stage => stage.Name));
            return missing.WithMeaning(explained.Kind, explained.Condition!, explained.Message);
        }
        catch (ServiceException unreadable)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The stages of '{request.PipelineName}' can't be read: {unreadable.Message}"));
            return missing;
        }
    }

    private Task SendAsync(TransitionRequest request, CancellationToken cancellationToken)
    {
        if (request.IsEnabled)
        {
            return _api.EnableTransitionAsync(
                new EnableStageTransitionRequest { PipelineName = request.PipelineName, StageName = request.StageName, TransitionType = request.TransitionType },
                cancellationToken);
        }

        if (request.Reason is not { } reason || !s_reason.IsMatch(reason))
        {
            throw ServiceException.FromFindings([new Finding(
                "InvalidTransitionReason", $"The reason '{request.Reason}' is not valid. Use 1 to 300 letters, digits, spaces or ! @ ( ) . * ? - (CodePipeline API model).")], request.PipelineName);
        }

        return _api.DisableTransitionAsync(
            new DisableStageTransitionRequest
            {
                PipelineName = request.PipelineName, StageName = request.StageName, TransitionType = request.TransitionType, Reason = reason,
            },
            cancellationToken);
    }
}
