using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Decides which execution can enter a stage. SUPERSEDED: one execution in a stage; the newest waiting execution replaces older ones.
/// QUEUED: one execution in a stage, in order. PARALLEL: executions are independent.
/// </summary>
internal static class StageAdmission
{
    /// <summary>Finds an execution that can enter its stage now, and ends those that a newer one replaced.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="active">The executions in progress of the newest definition.</param>
    /// <param name="at">The time of the event.</param>
    /// <returns>The execution; null if none can.</returns>
    public static ExecutionRecord? Next(PipelineRecord pipeline, IReadOnlyList<ExecutionRecord> active, DateTimeOffset at)
    {
        var mode = pipeline.Current.ExecutionMode;
        foreach (var waiting in active.Where(execution => !execution.IsInStage && execution.Status == ExecutionStatuses.InProgress).GroupBy(execution => execution.Place))
        {
            var newest = waiting.OrderBy(execution => execution.Sequence).Last();
            if (mode == "SUPERSEDED")
            {
                foreach (var older in waiting.Where(execution => execution != newest))
                {
                    older.Become(ExecutionStatuses.Superseded, at);
                }
            }

            var isOpen = pipeline.TransitionInto(newest.Stage.Name).IsEnabled;
            var isFree = mode == "PARALLEL" || !active.Any(execution => execution.IsInStage && execution.Place == waiting.Key);
            if (isOpen && isFree)
            {
                return mode == "SUPERSEDED" ? newest : waiting.OrderBy(execution => execution.Sequence).First();
            }
        }

        return null;
    }
}
