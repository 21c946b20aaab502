using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Finds the executions that a stage can be rolled back to.</summary>
internal static class RollbackTargets
{
    /// <summary>Determines whether a stage can be rolled back to an execution. The execution must be of all stages and must have succeeded in this stage.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="stageName">The stage.</param>
    /// <returns>True if it can; otherwise false.</returns>
    public static bool IsGood(ExecutionRecord execution, string stageName) =>
        execution.RollbackTarget is null && execution.SucceededIn(stageName);

    /// <summary>Finds the latest earlier execution that succeeded in a stage with the current definition.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stageName">The stage.</param>
    /// <param name="before">The execution to search before.</param>
    /// <returns>The execution, or null.</returns>
    public static ExecutionRecord? LastGood(PipelineRecord pipeline, string stageName, ExecutionRecord before) => pipeline.Executions.FindLast(
        execution => execution.Sequence < before.Sequence && execution.Version == pipeline.Version && IsGood(execution, stageName));
}
