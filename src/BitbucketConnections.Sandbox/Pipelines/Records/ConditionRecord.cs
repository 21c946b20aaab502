using System;
using System.Collections.Generic;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>A condition of a stage of an execution. It has failed if one of its rules has failed.</summary>
internal sealed class ConditionRecord
{
    /// <summary>Gets the gate.</summary>
    public required string Gate { get; init; }

    /// <summary>Gets the result to apply.</summary>
    public required string Result { get; init; }

    /// <summary>Gets or sets the time of the last change of status.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ExecutionStatuses.InProgress;

    /// <summary>Gets the rules, which start together.</summary>
    public List<RuleExecutionRecord> Rules { get; } = [];

    /// <summary>Gets a value indicating whether it is in progress.</summary>
    public bool IsUnderWay => Status == ExecutionStatuses.InProgress;

    /// <summary>Gets a value indicating whether all rules succeeded, or a person has overridden it.</summary>
    public bool IsPassed => Status is ExecutionStatuses.Succeeded or ExecutionStatuses.Overridden;

    /// <summary>Ends the condition if its last rule has ended.</summary>
    /// <param name="at">The time of the event.</param>
    public void Settle(DateTimeOffset at)
    {
        if (IsUnderWay && Rules.TrueForAll(rule => !rule.IsUnderWay))
        {
            Status = Rules.Exists(rule => rule.Status == ExecutionStatuses.Failed) ? ExecutionStatuses.Failed : ExecutionStatuses.Succeeded;
            Updated = at;
        }
    }

    /// <summary>Ends the condition before its rules, which are abandoned.</summary>
    /// <param name="status">The final status.</param>
    /// <param name="who">The ARN of the person who ended it; null if the execution ended.</param>
    /// <param name="at">The time of the event.</param>
    public void End(string status, string? who, DateTimeOffset at)
    {
        foreach (var rule in Rules.FindAll(rule => rule.IsUnderWay))
        {
            rule.UpdatedBy = who;
            rule.End(ExecutionStatuses.Abandoned, at);
        }

        Status = status;
        Updated = at;
    }
}
