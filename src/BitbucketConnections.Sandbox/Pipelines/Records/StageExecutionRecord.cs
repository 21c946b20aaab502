using System;
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

    /// <summary>Gets the conditions that ran, at most one for each gate, without those that a retry replaced.</summary>
    public List<ConditionRecord> Conditions { get; } = [];

    /// <summary>Gets the started actions, without those that a retry replaced.</summary>
    public List<ActionExecutionRecord> Actions { get; } = [];

    /// <summary>Gets a value indicating whether an action or a rule is in progress.</summary>
    public bool IsUnderWay => Actions.Exists(action => action.IsUnderWay) || Conditions.Exists(condition => condition.IsUnderWay);

    /// <summary>Finds the condition of a gate.</summary>
    /// <param name="gate">The gate.</param>
    /// <returns>The condition; null if it did not run.</returns>
    public ConditionRecord? FindCondition(string gate) => Conditions.Find(condition => condition.Gate == gate);

    /// <summary>Ends the condition in progress, because the execution ends.</summary>
    /// <param name="at">The time of the event.</param>
    public void CancelConditions(DateTimeOffset at) => Conditions.FindAll(condition => condition.IsUnderWay).ForEach(condition => condition.End(ExecutionStatuses.Cancelled, null, at));
}
