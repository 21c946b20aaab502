using System;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Applies the effect of a pipeline update on executions of the older definition, as recorded from AWS.</summary>
internal static class UpdateCancellation
{
    /// <summary>
    /// Cancels the executions in progress if the source stage changed. After any other change they stay where they are, and
    /// their approvals can't be answered.
    /// </summary>
    /// <param name="pipeline">The pipeline, with its new definition.</param>
    /// <param name="before">The previous definition.</param>
    /// <param name="at">The time of the event.</param>
    public static void End(PipelineRecord pipeline, PipelineDeclaration before, DateTimeOffset at)
    {
        if (JsonNode.DeepEquals(before.Stages[0].Json, pipeline.Current.Stages[0].Json))
        {
            return;
        }

        foreach (var execution in pipeline.ActiveExecutions.Where(execution => execution.Status == ExecutionStatuses.InProgress))
        {
            Cancel(execution, at);
        }
    }

    private static void Cancel(ExecutionRecord execution, DateTimeOffset at)
    {
        if (execution.CurrentStage is { } stage)
        {
            stage.Actions.FindAll(action => action.IsUnderWay).ForEach(action => action.Abandon(at));
            stage.CancelConditions(at);
            stage.Status = ExecutionStatuses.Cancelled;
        }

        execution.IsInStage = false;
        execution.StatusSummary = "Pipeline definition was updated";
        execution.Become(ExecutionStatuses.Cancelled, at);
    }
}
