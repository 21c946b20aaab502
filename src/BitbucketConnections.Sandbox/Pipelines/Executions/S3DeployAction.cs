using System;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Runs the S3 deploy action, which checks the values of its configuration only when it runs. It writes no objects.</summary>
internal static class S3DeployAction
{
    /// <summary>Ends the action.</summary>
    /// <param name="action">The execution of the action, which receives the outcome.</param>
    /// <param name="at">The time of the event.</param>
    public static void Complete(ActionExecutionRecord action, DateTimeOffset at)
    {
        var extract = action.ResolvedConfiguration["Extract"]!.GetValue<string>();
        if (extract is not ("true" or "false"))
        {
            Fail($"Invalid value for configuration property '{extract}': 'Extract'. Edit your pipeline and set 'Extract' to either 'true' or 'false'.");
        }
        else if (extract == "false" && action.ResolvedConfiguration["ObjectKey"] is null)
        {
            Fail("When the extract feature is disabled, you must provide an object. Edit your pipeline to fix the configuration.");
        }
        else
        {
            action.End(ExecutionStatuses.Succeeded, at);
        }

        void Fail(string message) => action.Fail("ConfigurationError", message, at);
    }
}
