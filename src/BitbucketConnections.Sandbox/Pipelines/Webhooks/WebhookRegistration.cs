using System.Linq;
using BitbucketConnections.Sandbox.Connections;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Webhooks;

/// <summary>
/// Creates the webhooks of a pipeline that was written. AWS does this only for connections that are AVAILABLE at this time: a pipeline that was
/// created with a pending connection gets no events later, until it is written again.
/// </summary>
internal static class WebhookRegistration
{
    /// <summary>Registers the connections of a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="state">The state.</param>
    /// <param name="accountId">The account of the pipeline.</param>
    public static void Run(PipelineRecord pipeline, SandboxState state, string accountId)
    {
        foreach (var arn in pipeline.Current.Actions.Where(action => action.IsConnectionSource).Select(action => action.Configuration("ConnectionArn")!))
        {
            if (ConnectionDirectory.Find(state, accountId, arn)?.Status == ConnectionStatuses.Available)
            {
                pipeline.Webhooks.Add(arn);
            }
        }
    }
}
