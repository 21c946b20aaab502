using System.Linq;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;
using static BitbucketConnections.Sandbox.Pages.HtmlPage;

namespace BitbucketConnections.Sandbox.Pages;

/// <summary>The page of a pipeline, with the current state of its stages. The console's path has no account, so it shows the default account.</summary>
internal static class PipelinePage
{
    /// <summary>Shows a pipeline.</summary>
    /// <param name="state">The state.</param>
    /// <param name="name">The pipeline.</param>
    /// <param name="region">Its Region.</param>
    /// <returns>The page.</returns>
    public static SandboxResponse Show(SandboxState state, string name, string region)
    {
        if (state.FindRegion(SandboxCredentials.DefaultAccountId, region) is not { } found || !found.Part<PipelineStore>().ByName.TryGetValue(name, out var pipeline))
        {
            return Message(404, "Pipeline not found", $"The sandbox does not have the pipeline '{name}' in {region}. Get-BitbucketPipeline lists its pipelines.");
        }

        var rows = pipeline.Current.Stages.Select(stage => $"<tr><th scope=\"row\">{Encode(stage.Name)}</th><td>{Encode(Status(pipeline, stage.Name))}</td><td>{Encode(Error(pipeline, stage.Name))}</td></tr>");
        return Write(200, pipeline.Name, $"""
            <section><dl>
            <dt>ARN</dt><dd>{Encode(pipeline.Arn)}</dd>
            <dt>Version</dt><dd>{pipeline.Version}</dd>
            <dt>Executions</dt><dd>{pipeline.Executions.Count}</dd>
            </dl></section>
            <section><table><thead><tr><th scope="col">Stage</th><th scope="col">Status</th><th scope="col">Error</th></tr></thead><tbody>
            {string.Concat(rows)}
            </tbody></table></section>
            """);
    }

    private static string Status(PipelineRecord pipeline, string stage) => Latest(pipeline, stage)?.Status ?? "Didn't run";

    private static string? Error(PipelineRecord pipeline, string stage) =>
        Latest(pipeline, stage)?.Actions.Find(action => action.ErrorMessage is not null)?.ErrorMessage;

    private static StageExecutionRecord? Latest(PipelineRecord pipeline, string stage) =>
        pipeline.Executions.FindLast(execution => execution.Stages.Exists(s => s.Name == stage))?.Stages.Find(s => s.Name == stage);
}
