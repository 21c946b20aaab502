using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Catalog;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Enables and disables the transitions between stages.</summary>
internal sealed class Transitions
{
    private static readonly Regex s_reason = new(@"^[a-zA-Z0-9!@ \(\)\.\*\?\-]{1,300}\z", RegexOptions.CultureInvariant);
    private static readonly string[] s_types = ["Inbound", "Outbound"];
    private readonly PipelineApi _api;

    public Transitions(PipelineApi api) => _api = api;

    public Task SetAsync(TransitionRequest request, CancellationToken cancellationToken)
    {
        var type = ActionCatalog.Spell(s_types, request.TransitionType);
        if (request.IsEnabled)
        {
            return _api.EnableTransitionAsync(
                new EnableStageTransitionRequest { PipelineName = request.PipelineName, StageName = request.StageName, TransitionType = type },
                cancellationToken);
        }

        if (request.Reason is not { } reason || !s_reason.IsMatch(reason))
        {
            throw ServiceException.FromFindings([new Finding(
                "InvalidTransitionReason", $"The reason '{request.Reason}' is not valid. Use 1 to 300 letters, digits, spaces or ! @ ( ) . * ? - (CodePipeline API model).")]);
        }

        return _api.DisableTransitionAsync(
            new DisableStageTransitionRequest
            {
                PipelineName = request.PipelineName, StageName = request.StageName, TransitionType = type, Reason = reason,
            },
            cancellationToken);
    }
}
