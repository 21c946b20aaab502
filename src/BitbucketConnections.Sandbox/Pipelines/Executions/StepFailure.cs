using System;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Limits an error of the sandbox itself to the execution that causes it. All calls advance all executions, so without this, each call to the
/// sandbox would fail.
/// </summary>
internal static class StepFailure
{
    /// <summary>Runs a step of an execution. If the sandbox fails, logs the error and ends the execution as failed, with the error in its summary.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="at">The time of the event.</param>
    /// <param name="step">The step.</param>
    public static void Contain(ExecutionRecord execution, DateTimeOffset at, Action step)
    {
        try
        {
            step();
        }
        catch (Exception e)
        {
            ServerEvents.Log.Failed(execution.Id, e);
            execution.Abandon(at);
            if (execution.CurrentStage is { } stage)
            {
                stage.Status = ExecutionStatuses.Failed;
            }

            execution.IsInStage = false;
            execution.StatusSummary = $"InternalFailure: The sandbox failed: {e.GetType().Name}: {e.Message}";
            execution.Become(ExecutionStatuses.Failed, at);
        }
    }
}
