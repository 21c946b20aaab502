using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Refuses what only executions of V2 pipelines can do, before AWS is called for it (CodePipeline user guide, "Choose the right type of pipeline").</summary>
internal static class V2Only
{
    /// <summary>Describes the use of a V2 feature with a V1 pipeline.</summary>
    public static Finding Finding(string what, string pipelineName) => new(
        "PipelineTypeV2Needed",
        $"{what} can be used only with V2 pipelines, and '{pipelineName}' is a V1 pipeline. To change its type, run: Set-BitbucketPipeline -PipelineName '{pipelineName}' -PipelineType V2");

    /// <summary>Reads the type of a pipeline. A caller without permission to read the pipeline continues.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput, Condition PipelineTypeV2Needed: it is a V1 pipeline. Or the pipeline does not exist.</exception>
    public static async Task RequireAsync(PipelineApi api, string pipelineName, string what, CancellationToken cancellationToken)
    {
        try
        {
            var pipeline = await api.GetPipelineAsync(pipelineName, null, null, cancellationToken).ConfigureAwait(false);
            if (pipeline.PipelineType == "V1")
            {
                throw ServiceException.FromFindings([Finding(what, pipelineName)]);
            }
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"Access to the definition of '{pipelineName}' is denied, so its type is not checked. {denied.ServiceMessage}"));
        }
    }
}
