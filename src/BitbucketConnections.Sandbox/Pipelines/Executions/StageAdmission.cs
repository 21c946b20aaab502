using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Decides which execution may enter a stage. SUPERSEDED: one execution a stage, and of those that wait the newest takes the others'
/// place. QUEUED: one execution a stage, in their order. PARALLEL: executions don't know of one another.
/// </summary>
internal static class StageAdmission
{
    /// <summary>Finds an execution that may enter its stage now, and ends those whose place a newer one took.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="active">The executions that have not ended and are of the newest definition.</param>
    /// <param name="at">When.</param>
    /// <returns>The execution; null when none may.</returns>
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
                    older.StatusSummary = $"Superseded by {newest.Id}.";
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
