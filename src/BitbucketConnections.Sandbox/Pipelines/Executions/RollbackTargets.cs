using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Finds the runs that a stage can be rolled back to.</summary>
internal static class RollbackTargets
{
    /// <summary>Tells whether a stage can be rolled back to a run: one of all stages that succeeded in it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stageName">The stage.</param>
    /// <returns>Whether it can.</returns>
    public static bool IsGood(ExecutionRecord run, string stageName) =>
        run.RollbackTarget is null && run.SucceededIn(stageName);

    /// <summary>Finds the last run of the present definition before another that succeeded in a stage.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stageName">The stage.</param>
    /// <param name="before">The run before which to look.</param>
    /// <returns>The run, or null.</returns>
    public static ExecutionRecord? LastGood(PipelineRecord pipeline, string stageName, ExecutionRecord before) => pipeline.Runs.FindLast(
        run => run.Sequence < before.Sequence && run.Version == pipeline.Versions.Count && IsGood(run, stageName));
}
