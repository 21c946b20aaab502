using System;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>What an update of a pipeline does to the executions of the definition before it, as AWS was recorded to do.</summary>
internal static class UpdateCancellation
{
    /// <summary>
    /// Cancels the executions in progress when the source stage changed. After any other change they stay where they are, and
    /// their approvals can't be answered.
    /// </summary>
    /// <param name="pipeline">The pipeline, with its new definition.</param>
    /// <param name="before">The definition before.</param>
    /// <param name="at">When.</param>
    public static void End(PipelineRecord pipeline, PipelineDeclaration before, DateTimeOffset at)
    {
        if (JsonNode.DeepEquals(before.Stages[0].Json, pipeline.Current.Stages[0].Json))
        {
            return;
        }

        foreach (var run in pipeline.ActiveRuns.Where(run => run.Status == ExecutionStatuses.InProgress))
        {
            Cancel(run, at);
        }
    }

    private static void Cancel(ExecutionRecord run, DateTimeOffset at)
    {
        if (run.CurrentStage is { } stage)
        {
            stage.Actions.FindAll(action => action.IsUnderWay).ForEach(action => action.Abandon(at));
            stage.Status = ExecutionStatuses.Cancelled;
        }

        run.IsInStage = false;
        run.StatusSummary = "Pipeline definition was updated";
        run.Become(ExecutionStatuses.Cancelled, at);
    }
}
