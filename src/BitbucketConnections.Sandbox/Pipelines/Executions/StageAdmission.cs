using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Says which run may enter a stage. SUPERSEDED: one run a stage, and of those that wait the newest takes the others'
/// place. QUEUED: one run a stage, in their order. PARALLEL: runs don't know of one another.
/// </summary>
internal static class StageAdmission
{
    /// <summary>Finds a run that may enter its stage now, and ends those whose place a newer one took.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="active">The runs that have not ended and are of the newest definition.</param>
    /// <param name="at">When.</param>
    /// <returns>The run; null when none may.</returns>
    public static ExecutionRecord? Next(PipelineRecord pipeline, IReadOnlyList<ExecutionRecord> active, DateTimeOffset at)
    {
        var mode = pipeline.Current.ExecutionMode;
        foreach (var waiting in active.Where(run => !run.IsInStage && run.Status == ExecutionStatuses.InProgress).GroupBy(run => run.Place))
        {
            var newest = waiting.OrderBy(run => run.Sequence).Last();
            if (mode == "SUPERSEDED")
            {
                foreach (var older in waiting.Where(run => run != newest))
                {
                    older.StatusSummary = $"Superseded by {newest.Id}.";
                    older.Become(ExecutionStatuses.Superseded, at);
                }
            }

            var isOpen = pipeline.TransitionInto(newest.Stage.Name).IsEnabled;
            var isFree = mode == "PARALLEL" || !active.Any(run => run.IsInStage && run.Place == waiting.Key);
            if (isOpen && isFree)
            {
                return mode == "SUPERSEDED" ? newest : waiting.OrderBy(run => run.Sequence).First();
            }
        }

        return null;
    }
}
