using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Lets the executions of pipelines go on. There are no timers: whoever looks at the state first has time moved on, and what
/// ended since then ends in its order. Called with the state locked.
/// </summary>
internal sealed class ExecutionEngine
{
    private readonly SandboxState _state;
    private readonly ActionSimulator _actions;

    /// <summary>Initializes a new instance of the <see cref="ExecutionEngine"/> class.</summary>
    /// <param name="state">The state.</param>
    public ExecutionEngine(SandboxState state)
    {
        _state = state;
        _actions = new ActionSimulator(state);
    }

    /// <summary>Moves all executions on to now.</summary>
    public void Advance()
    {
        var now = _state.Now;
        foreach (var account in _state.Accounts)
        {
            foreach (var pipeline in account.Regions.SelectMany(region => region.Part<PipelineStore>().ByName.Values))
            {
                if (pipeline.ActiveExecutions.Count > 0)
                {
                    Advance(pipeline, account, now);
                }
            }
        }
    }

    /// <summary>Starts an execution of the newest version.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="trigger">What starts it.</param>
    /// <returns>The execution, which has not moved yet.</returns>
    public ExecutionRecord Start(PipelineRecord pipeline, ExecutionTrigger trigger) => Add(pipeline, trigger, 0, null, _state.Now);

    /// <summary>Starts an execution of one stage, with what an earlier execution brought there.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stageName">The stage.</param>
    /// <param name="target">The earlier execution.</param>
    /// <param name="trigger">What starts it.</param>
    /// <returns>The execution.</returns>
    public ExecutionRecord RollBack(PipelineRecord pipeline, string stageName, ExecutionRecord target, ExecutionTrigger trigger) =>
        Add(pipeline, trigger, pipeline.Current.PlaceOf(stageName), target, _state.Now);

    /// <summary>Runs a failed stage of an execution again, and on from there.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="stage">Its failed stage.</param>
    /// <param name="keepsSucceeded">Whether actions that succeeded keep their outcome, or all run again.</param>
    public void Retry(PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, bool keepsSucceeded)
    {
        stage.ManualRetries++;
        stage.WasRetriedByCondition = false;
        GoBackInto(execution, stage, keepsSucceeded, _state.Now);
        if (!pipeline.ActiveExecutions.Contains(execution))
        {
            pipeline.ActiveExecutions.Add(execution);
        }
    }

    /// <summary>Stops an execution: when its actions under way are done, or at once, leaving these to themselves.</summary>
    /// <param name="execution">An execution that has not ended.</param>
    /// <param name="abandons">Whether the actions under way are abandoned.</param>
    public void Stop(ExecutionRecord execution, bool abandons)
    {
        var now = _state.Now;
        if (execution.CurrentStage is not { } stage)
        {
            execution.BecomeStopped(now);
            return;
        }

        if (abandons)
        {
            stage.Actions.FindAll(action => action.IsUnderWay).ForEach(action => action.Abandon(now));
        }

        // Where nothing is under way any more, the execution is stopped as soon as it is looked at.
        stage.Status = ExecutionStatuses.Stopping;
        execution.Become(ExecutionStatuses.Stopping, now);
    }

    private static void GoBackInto(ExecutionRecord execution, StageExecutionRecord stage, bool keepsSucceeded, DateTimeOffset at)
    {
        stage.Actions.RemoveAll(action => !keepsSucceeded || action.Status != ExecutionStatuses.Succeeded);
        stage.Status = ExecutionStatuses.InProgress;
        execution.Place = execution.Declaration.PlaceOf(stage.Name);
        execution.IsInStage = true;
        execution.StatusSummary = null;
        execution.Become(ExecutionStatuses.InProgress, at);
    }

    private ExecutionRecord Add(PipelineRecord pipeline, ExecutionTrigger trigger, int place, ExecutionRecord? target, DateTimeOffset at)
    {
        var execution = new ExecutionRecord
        {
            Sequence = _state.NextSequence(),
            Id = Guid.NewGuid().ToString("D"),
            Version = pipeline.Versions.Count,
            Declaration = pipeline.Current,
            Trigger = trigger,
            Started = at,
            Updated = at,
            RollbackTarget = target,
            Place = place,
        };
        pipeline.Executions.Add(execution);
        if (MissingVariable(execution) is { } missing)
        {
            execution.StatusSummary = $"The pipeline variable '{missing}' has no default value and none was given.";
            execution.Become(ExecutionStatuses.Failed, at);
        }
        else
        {
            pipeline.ActiveExecutions.Add(execution);
        }

        return execution;
    }

    private static string? MissingVariable(ExecutionRecord execution) =>
        execution.Declaration.Variables
            .Where(variable => variable.Text("defaultValue") is null)
            .Select(variable => variable.Text("name")!)
            .FirstOrDefault(name => !execution.Trigger.Variables.ContainsKey(name));

    private void Advance(PipelineRecord pipeline, AccountState account, DateTimeOffset now)
    {
        do
        {
            while (NextEnd(pipeline, now) is { } next)
            {
                ActionSimulator.Complete(next.Action, next.Execution, account);
                Settle(pipeline, next.Action.Ends);
            }

            // What the call at hand changed; it may start actions that take no time.
            Settle(pipeline, now);
        }
        while (NextEnd(pipeline, now) is not null);
    }

    private static (ExecutionRecord Execution, ActionExecutionRecord Action)? NextEnd(PipelineRecord pipeline, DateTimeOffset now)
    {
        (ExecutionRecord Execution, ActionExecutionRecord Action)? next = null;
        foreach (var execution in pipeline.ActiveExecutions)
        {
            foreach (var action in execution.CurrentStage?.Actions ?? [])
            {
                if (action.IsUnderWay && action.Ends <= now && (next is null || action.Ends < next.Value.Action.Ends))
                {
                    next = (execution, action);
                }
            }
        }

        return next;
    }

    // Runs of an older definition stop where they are: they neither go on nor keep others out.
    private void Settle(PipelineRecord pipeline, DateTimeOffset at)
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var execution in pipeline.ActiveExecutions.Where(execution => execution.IsInStage && !execution.IsEnded).ToList())
            {
                changed |= (execution.Version == pipeline.Versions.Count || execution.Status == ExecutionStatuses.Stopping) && GoOn(pipeline, execution, at);
            }

            pipeline.ActiveExecutions.RemoveAll(execution => execution.IsEnded);
            var current = pipeline.ActiveExecutions.Where(execution => execution.Version == pipeline.Versions.Count).ToList();
            if (StageAdmission.Next(pipeline, current, at) is { } next)
            {
                Enter(next, at);
                changed = true;
            }

            pipeline.ActiveExecutions.RemoveAll(execution => execution.IsEnded);
        }
    }

    private static void Enter(ExecutionRecord execution, DateTimeOffset at)
    {
        execution.IsInStage = true;
        execution.Updated = at;
        execution.Stages.Add(new StageExecutionRecord { Name = execution.Stage.Name });
    }

    // Takes an execution in its stage one step further; false when it has to wait.
    private bool GoOn(PipelineRecord pipeline, ExecutionRecord execution, DateTimeOffset at)
    {
        var stage = execution.CurrentStage!;
        if (stage.Actions.Exists(action => action.IsUnderWay))
        {
            return false;
        }

        if (stage.Actions.Exists(action => action.Status == ExecutionStatuses.Failed))
        {
            Fail(pipeline, execution, stage, at);
        }
        else if (execution.Status == ExecutionStatuses.Stopping)
        {
            stage.Status = ExecutionStatuses.Stopped;
            execution.BecomeStopped(at);
        }
        else if (NextStep(execution.Stage, stage) is { } step)
        {
            foreach (var declared in step)
            {
                _actions.Start(declared, stage, execution, at);
            }
        }
        else
        {
            stage.Status = ExecutionStatuses.Succeeded;
            Leave(execution, at);
        }

        return true;
    }

    private static List<DeclaredAction>? NextStep(DeclaredStage declared, StageExecutionRecord stage)
    {
        foreach (var step in declared.Steps)
        {
            // An action that is there already ran, or is one that a retry keeps.
            var left = step.Where(action => !stage.Actions.Exists(a => a.Name == action.Name)).ToList();
            if (left.Count > 0)
            {
                return left;
            }
        }

        return null;
    }

    private static void Leave(ExecutionRecord execution, DateTimeOffset at)
    {
        execution.IsInStage = false;
        execution.Updated = at;
        if (execution.Place == execution.Declaration.Stages.Count - 1 || execution.RollbackTarget is not null)
        {
            execution.Become(ExecutionStatuses.Succeeded, at);
            return;
        }

        execution.Place++;
    }

    private void Fail(PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, DateTimeOffset at)
    {
        stage.Status = ExecutionStatuses.Failed;
        var result = execution.Status == ExecutionStatuses.Stopping ? null : FailureConditions.ResultOf(execution.Stage);
        switch (result)
        {
            case "RETRY" when stage.AutomatedRetries == 0:
                stage.AutomatedRetries++;
                stage.WasRetriedByCondition = true;
                GoBackInto(execution, stage, FailureConditions.KeepsSucceeded(execution.Stage), at);
                break;
            case "SKIP":
                stage.Status = ExecutionStatuses.Skipped;
                Leave(execution, at);
                break;
            default:
                execution.IsInStage = false;
                if (execution.Status == ExecutionStatuses.Stopping)
                {
                    execution.BecomeStopped(at);
                }
                else
                {
                    execution.Become(ExecutionStatuses.Failed, at);
                }

                if (result == "ROLLBACK" && RollbackTargets.LastGood(pipeline, stage.Name, execution) is { } target)
                {
                    Add(pipeline, new ExecutionTrigger("AutomatedRollback", execution.Id), execution.Place, target, at);
                }

                break;
        }
    }
}
