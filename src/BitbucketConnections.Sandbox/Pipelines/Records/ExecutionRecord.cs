using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>An execution of a pipeline.</summary>
internal sealed class ExecutionRecord
{
    /// <summary>Gets the sequence number. Later executions have higher numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the version of the pipeline that runs.</summary>
    public required int Version { get; init; }

    /// <summary>Gets the declaration that runs.</summary>
    public required PipelineDeclaration Declaration { get; init; }

    /// <summary>Gets the trigger that started it.</summary>
    public required ExecutionTrigger Trigger { get; init; }

    /// <summary>Gets the start time.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets or sets the time of the last change of status.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ExecutionStatuses.InProgress;

    /// <summary>Gets or sets the summary of the status, or null.</summary>
    public string? StatusSummary { get; set; }

    /// <summary>Gets or sets the reason in the stop request, or null.</summary>
    public string? StopReason { get; set; }

    /// <summary>Gets or sets the time when its actions in progress are abandoned, or null.</summary>
    public DateTimeOffset? AbandonsAt { get; set; }

    /// <summary>Gets the execution that a rollback returns to; null for an execution of all stages.</summary>
    public ExecutionRecord? RollbackTarget { get; init; }

    /// <summary>Gets or sets the index of the stage that it is in or waits for.</summary>
    public int Place { get; set; }

    /// <summary>Gets or sets a value indicating whether it is in its stage. Otherwise it waits for the stage.</summary>
    public bool IsInStage { get; set; }

    /// <summary>Gets the stages that it reached.</summary>
    public List<StageExecutionRecord> Stages { get; } = [];

    /// <summary>Gets all started actions, oldest first, including those that a retry replaced.</summary>
    public List<ActionExecutionRecord> History { get; } = [];

    /// <summary>Gets all started rules of its conditions, oldest first, including those that a retry replaced.</summary>
    public List<RuleExecutionRecord> RuleHistory { get; } = [];

    /// <summary>Gets a value indicating whether it has ended; only a retry can continue it.</summary>
    public bool IsEnded => Status is not (ExecutionStatuses.InProgress or ExecutionStatuses.Stopping);

    /// <summary>Gets the stage that it is in or waits for.</summary>
    public DeclaredStage Stage => Declaration.Stages[Place];

    /// <summary>Gets the record of its current stage; null while it waits.</summary>
    public StageExecutionRecord? CurrentStage => IsInStage ? FindStage(Stage.Name) : null;

    /// <summary>Gets the revisions of its sources. A rollback has the revisions of its target.</summary>
    public IEnumerable<SourceRevisionRecord> Revisions =>
        RollbackTarget?.Revisions ?? Stages.SelectMany(stage => stage.Actions).Select(action => action.Revision).OfType<SourceRevisionRecord>();

    /// <summary>Finds a stage that it reached.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The stage, or null.</returns>
    public StageExecutionRecord? FindStage(string name) => Stages.Find(stage => stage.Name == name);

    /// <summary>Gets the value of a variable. A rollback has the values of its target.</summary>
    /// <param name="variable">The name.</param>
    /// <returns>The value; null for a required variable without a value, and for an unknown one.</returns>
    public string? ValueOf(string variable) => RollbackTarget is { } target
        ? target.ValueOf(variable)
        : Trigger.Variables.TryGetValue(variable, out var given)
            ? given
            : Declaration.Variables.FirstOrDefault(declared => declared.Text("name") == variable)?.Text("defaultValue");

    /// <summary>Determines whether a stage was reached and succeeded.</summary>
    /// <param name="stage">The name.</param>
    /// <returns>True if it did; otherwise false.</returns>
    public bool SucceededIn(string stage) => FindStage(stage)?.Status == ExecutionStatuses.Succeeded;

    /// <summary>Sets the status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="at">The time of the event.</param>
    public void Become(string status, DateTimeOffset at)
    {
        Status = status;
        Updated = at;
    }

    /// <summary>Enters the stage that it waits for.</summary>
    public void Enter()
    {
        IsInStage = true;
        Stages.Add(new StageExecutionRecord { Name = Stage.Name });
    }

    /// <summary>Moves to the next stage. After the last stage, or the only stage of a rollback, the execution has succeeded.</summary>
    /// <param name="at">The time of the event.</param>
    public void Leave(DateTimeOffset at)
    {
        IsInStage = false;
        if (Place == Declaration.Stages.Count - 1 || RollbackTarget is not null)
        {
            Become(ExecutionStatuses.Succeeded, at);
            return;
        }

        Place++;
    }

    /// <summary>Returns to a stage to retry it. A condition that passed does not run again, unless all actions run again.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="keepsSucceeded">True to keep the outcome of actions that succeeded; otherwise false.</param>
    /// <param name="at">The time of the event.</param>
    public void ReturnTo(StageExecutionRecord stage, bool keepsSucceeded, DateTimeOffset at)
    {
        stage.Actions.RemoveAll(action => !keepsSucceeded || action.Status != ExecutionStatuses.Succeeded);
        stage.Conditions.RemoveAll(condition => !keepsSucceeded || !condition.IsPassed || condition.Gate == ConditionGates.OnFailure);
        Resume(stage, at);
    }

    /// <summary>Continues in a stage where it ended.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="at">The time of the event.</param>
    public void Resume(StageExecutionRecord stage, DateTimeOffset at)
    {
        stage.Status = ExecutionStatuses.InProgress;
        Place = Declaration.PlaceOf(stage.Name);
        IsInStage = true;
        StatusSummary = null;
        StopReason = null;
        AbandonsAt = null;
        Become(ExecutionStatuses.InProgress, at);
    }

    /// <summary>Abandons its actions and rules in progress.</summary>
    /// <param name="at">The time of the event.</param>
    public void Abandon(DateTimeOffset at)
    {
        AbandonsAt = null;
        CurrentStage?.Actions.FindAll(action => action.IsUnderWay).ForEach(action => action.Abandon(at));
        CurrentStage?.CancelConditions(at);
    }

    /// <summary>Ends it as stopped, and sets the summary to the reason in the stop request.</summary>
    /// <param name="at">The time of the event.</param>
    public void BecomeStopped(DateTimeOffset at)
    {
        StatusSummary = StopReason;
        Become(ExecutionStatuses.Stopped, at);
    }
}
