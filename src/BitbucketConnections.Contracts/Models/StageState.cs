using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents the current state of a stage.</summary>
public sealed record StageState
{
    /// <summary>Gets <see cref="StageName"/> by a short name.</summary>
    public string Name => StageName;

    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the version of the pipeline.</summary>
    public int? PipelineVersion { get; init; }

    /// <summary>Gets the name of the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>
    /// Gets the status of the newest execution in the stage: <c>InProgress</c>, <c>Succeeded</c>, <c>Failed</c>, <c>Stopping</c>, <c>Stopped</c>,
    /// <c>Cancelled</c> or <c>Skipped</c>; null before the first execution.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Gets the id of the newest execution in the stage; in a PARALLEL pipeline, of the execution that this state belongs to.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets the type of that execution, <c>STANDARD</c> or <c>ROLLBACK</c>.</summary>
    public string? ExecutionType { get; init; }

    /// <summary>Gets the ids of the executions that wait to enter the stage.</summary>
    public IReadOnlyList<string> InboundExecutions { get; init; } = Array.Empty<string>();

    /// <summary>Gets a value indicating whether executions can enter the stage.</summary>
    public bool InboundTransitionEnabled { get; init; }

    /// <summary>Gets the reason why executions cannot enter the stage.</summary>
    public string? InboundTransitionDisabledReason { get; init; }

    /// <summary>Gets the ARN of the identity that last enabled or disabled the transition; null if it was never changed.</summary>
    public string? InboundTransitionChangedBy { get; init; }

    /// <summary>Gets the time of that change in UTC.</summary>
    public DateTime? InboundTransitionChangedAt { get; init; }

    /// <summary>Gets the actions.</summary>
    public IReadOnlyList<ActionState> Actions { get; init; } = Array.Empty<ActionState>();

    /// <summary>Gets the state of the condition before the entry; null if there is no such condition, and in a PARALLEL pipeline.</summary>
    public ConditionState? BeforeEntry { get; init; }

    /// <summary>Gets the state of the condition on success; null if there is no such condition, and in a PARALLEL pipeline.</summary>
    public ConditionState? OnSuccess { get; init; }

    /// <summary>Gets the state of the condition on failure; null if there is no such condition, and in a PARALLEL pipeline.</summary>
    public ConditionState? OnFailure { get; init; }

    /// <summary>
    /// Gets the current activity: actions and rules in progress, rules that failed beside them, an approval that is waiting, a condition that failed, or executions that wait to enter
    /// the stage; null if there is none.
    /// </summary>
    public string? Activity
    {
        get
        {
            var running = Actions.Where(action => action.Status == "InProgress")
                .Select(action => action.IsWaitingForApproval ? action.ActionName + " waits for approval" : action.ActionName)
                .Concat(Conditions().SelectMany(condition => condition.State.Rules).Where(rule => rule.Status == "InProgress").Select(rule => "rule " + rule.RuleName))
                .Concat(Conditions().Where(condition => condition.State.Status == "InProgress").SelectMany(condition => condition.State.Rules).Where(rule => rule.Status == "Failed").Select(rule => $"rule {rule.RuleName} failed"))
                .Concat(Conditions().Where(IsInEffect).Select(Describe)).ToList();
            return running.Count > 0 ? string.Join(", ", running)
                : InboundExecutions.Count == 0 ? null
                : InboundExecutions.Count == 1 ? "1 execution waits" : $"{InboundExecutions.Count} executions wait";
        }
    }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the console page of the pipeline; null if the console of the partition is not known.</summary>
    public string? ConsoleUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => StageName;

    /// <inheritdoc/>
    public bool Equals(StageState? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    // AWS does not say when it clears a state. A stage that ended in another way than the condition causes is newer than the condition.
    private bool IsInEffect((string Gate, ConditionState State) condition) => condition.State.IsFailed && condition.Gate switch
    {
        nameof(BeforeEntry) => Status != "Succeeded",
        nameof(OnFailure) => Status == "Failed",
        _ => true,
    };

    private static string Describe((string Gate, ConditionState State) condition) =>
        condition.Gate + " failed" + (condition.State.FailureReason is { } why ? $" ({why})" : string.Empty);

    private IEnumerable<(string Gate, ConditionState State)> Conditions() =>
        new[] { (nameof(BeforeEntry), BeforeEntry), (nameof(OnSuccess), OnSuccess), (nameof(OnFailure), OnFailure) }
            .Where(condition => condition.Item2 is not null).Select(condition => (condition.Item1, condition.Item2!));
}

/// <summary>Represents the current state of an action.</summary>
public sealed record ActionState
{
    /// <summary>Gets the name of the action.</summary>
    public required string ActionName { get; init; }

    /// <summary>Gets the status: <c>InProgress</c>, <c>Abandoned</c>, <c>Succeeded</c> or <c>Failed</c>; null before the first execution.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the summary of the newest execution.</summary>
    public string? Summary { get; init; }

    /// <summary>Gets the error code of a failed action.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the error message of a failed action.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets the time of the last status change in UTC; null if AWS did not return it, as for an approval that waits.</summary>
    public DateTime? LastStatusChange { get; init; }

    /// <summary>Gets the ARN of the identity that last updated the newest execution, such as the approver.</summary>
    public string? LastUpdatedBy { get; init; }

    /// <summary>Gets the progress of the newest execution in percent, 0–100; null if the action does not report it.</summary>
    public int? PercentComplete { get; init; }

    /// <summary>Gets a value indicating whether the action is a manual approval that can be answered now.</summary>
    public bool IsWaitingForApproval { get; init; }

    /// <summary>Gets the external id of the newest execution, such as the id of a build or a commit.</summary>
    public string? ExternalExecutionId { get; init; }

    /// <summary>Gets the newest revision that a source action used.</summary>
    public string? RevisionId { get; init; }

    /// <summary>Gets the page of the resource that the action uses, such as a CodeBuild project.</summary>
    public string? EntityUrl { get; init; }

    /// <summary>Gets the external page of the newest execution, such as a build.</summary>
    public string? ExternalExecutionUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ActionName;

    /// <inheritdoc/>
    public bool Equals(ActionState? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
