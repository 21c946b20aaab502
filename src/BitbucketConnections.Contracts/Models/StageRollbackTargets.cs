using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>The executions that a stage can be rolled back to.</summary>
public sealed class StageRollbackTargets
{
    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the earlier executions that succeeded in the stage, newest first; empty if there is none.</summary>
    public IReadOnlyList<PipelineExecution> Executions { get; init; } = Array.Empty<PipelineExecution>();

    /// <inheritdoc/>
    public override string ToString() => StageName;
}
