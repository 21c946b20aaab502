using System;
using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>What a repair of a pipeline does: one change of the pipeline and its roles, and then an execution or a retry of its source.</summary>
public sealed class PipelineRepair
{
    /// <summary>Gets the results of the checks that the repair is based on.</summary>
    public IReadOnlyList<CheckResult> Results { get; init; } = Array.Empty<CheckResult>();

    /// <summary>Gets the change; null if the pipeline and its roles need none.</summary>
    public PipelineChanges? Changes { get; init; }

    /// <summary>Gets why the pipeline is changed, one sentence for each reason.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = Array.Empty<string>();

    /// <summary>Gets the stage whose source failed and is run again after the change; null if no source failed for a reason that is removed.</summary>
    public string? FailedStage { get; init; }
}
