using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>A stage of an execution.</summary>
internal sealed class StageExecutionRecord
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ExecutionStatuses.InProgress;

    /// <summary>Gets or sets the number of retries by its failure condition.</summary>
    public int AutomatedRetries { get; set; }

    /// <summary>Gets or sets the number of retries by RetryStageExecution.</summary>
    public int ManualRetries { get; set; }

    /// <summary>Gets or sets a value indicating whether its failure condition started the last retry.</summary>
    public bool WasRetriedByCondition { get; set; }

    /// <summary>Gets the rules of its conditions that failed.</summary>
    public List<RefusedRuleRecord> RefusedRules { get; } = [];

    /// <summary>Gets the started actions, without those that a retry replaced.</summary>
    public List<ActionExecutionRecord> Actions { get; } = [];
}
