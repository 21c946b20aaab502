using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Lets the runs of pipelines go on. There are no timers: whoever looks at the state first has time moved on, and what
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

    /// <summary>Moves all runs on to now.</summary>
    public void Advance()
    {
        var now = _state.Now;
        foreach (var account in _state.Accounts)
        {
            foreach (var pipeline in account.Regions.SelectMany(region => region.Pipelines.Values))
            {
                if (pipeline.ActiveRuns.Count > 0)
                {
                    Advance(pipeline, account, now);
                }
            }
        }
    }

    /// <summary>Starts a run of the newest version.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="trigger">What starts it.</param>
    /// <returns>The run, which has not moved yet.</returns>
    public ExecutionRecord Start(PipelineRecord pipeline, ExecutionTrigger trigger) => Add(pipeline, trigger, 0, null, _state.Now);

    /// <summary>Starts a run of one stage, with what an earlier run brought there.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stageName">The stage.</param>
    /// <param name="target">The earlier run.</param>
    /// <param name="trigger">What starts it.</param>
    /// <returns>The run.</returns>
    public ExecutionRecord RollBack(PipelineRecord pipeline, string stageName, ExecutionRecord target, ExecutionTrigger trigger) =>
        Add(pipeline, trigger, pipeline.Current.PlaceOf(stageName), target, _state.Now);

    /// <summary>Runs a failed stage of a run again, and on from there.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="run">The run.</param>
    /// <param name="stage">Its failed stage.</param>
    /// <param name="keepsSucceeded">Whether actions that succeeded keep their outcome, or all run again.</param>
    public void Retry(PipelineRecord pipeline, ExecutionRecord run, StageExecutionRecord stage, bool keepsSucceeded)
    {
        stage.ManualRetries++;
        stage.WasRetriedByCondition = false;
        GoBackInto(run, stage, keepsSucceeded, _state.Now);
        if (!pipeline.ActiveRuns.Contains(run))
        {
            pipeline.ActiveRuns.Add(run);
        }
    }

    /// <summary>Stops a run: when its actions under way are done, or at once, leaving these to themselves.</summary>
    /// <param name="run">A run that has not ended.</param>
    /// <param name="abandons">Whether the actions under way are abandoned.</param>
    public void Stop(ExecutionRecord run, bool abandons)
    {
        var now = _state.Now;
        if (run.CurrentStage is not { } stage)
        {
            run.BecomeStopped(now);
            return;
        }

        if (abandons)
        {
            stage.Actions.FindAll(action => action.IsUnderWay).ForEach(action => action.Abandon(now));
        }

        // Where nothing is under way any more, the run is stopped as soon as it is looked at.
        stage.Status = ExecutionStatuses.Stopping;
        run.Become(ExecutionStatuses.Stopping, now);
    }

    private static void GoBackInto(ExecutionRecord run, StageExecutionRecord stage, bool keepsSucceeded, DateTimeOffset at)
    {
        stage.Actions.RemoveAll(action => !keepsSucceeded || action.Status != ExecutionStatuses.Succeeded);
        stage.Status = ExecutionStatuses.InProgress;
        run.Place = run.Declaration.PlaceOf(stage.Name);
        run.IsInStage = true;
        run.StatusSummary = null;
        run.Become(ExecutionStatuses.InProgress, at);
    }

    private ExecutionRecord Add(PipelineRecord pipeline, ExecutionTrigger trigger, int place, ExecutionRecord? target, DateTimeOffset at)
    {
        var run = new ExecutionRecord
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
        pipeline.Runs.Add(run);
        if (MissingVariable(run) is { } missing)
        {
            run.StatusSummary = $"The pipeline variable '{missing}' has no default value and none was given.";
            run.Become(ExecutionStatuses.Failed, at);
        }
        else
        {
            pipeline.ActiveRuns.Add(run);
        }

        return run;
    }

    private static string? MissingVariable(ExecutionRecord run) =>
        run.Declaration.Variables
            .Where(variable => variable.Text("defaultValue") is null)
            .Select(variable => variable.Text("name")!)
            .FirstOrDefault(name => !run.Trigger.Variables.ContainsKey(name));

    private void Advance(PipelineRecord pipeline, AccountState account, DateTimeOffset now)
    {
        do
        {
            while (NextEnd(pipeline, now) is { } next)
            {
                ActionSimulator.Complete(next.Action, next.Run, account);
                Settle(pipeline, next.Action.Ends);
            }

            // What the call at hand changed; it may start actions that take no time.
            Settle(pipeline, now);
        }
        while (NextEnd(pipeline, now) is not null);
    }

    private static (ExecutionRecord Run, ActionExecutionRecord Action)? NextEnd(PipelineRecord pipeline, DateTimeOffset now)
    {
        (ExecutionRecord Run, ActionExecutionRecord Action)? next = null;
        foreach (var run in pipeline.ActiveRuns)
        {
            foreach (var action in run.CurrentStage?.Actions ?? [])
            {
                if (action.IsUnderWay && action.Ends <= now && (next is null || action.Ends < next.Value.Action.Ends))
                {
                    next = (run, action);
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
            foreach (var run in pipeline.ActiveRuns.Where(run => run.IsInStage && !run.IsEnded).ToList())
            {
                changed |= (run.Version == pipeline.Versions.Count || run.Status == ExecutionStatuses.Stopping) && GoOn(pipeline, run, at);
            }

            pipeline.ActiveRuns.RemoveAll(run => run.IsEnded);
            var current = pipeline.ActiveRuns.Where(run => run.Version == pipeline.Versions.Count).ToList();
            if (StageAdmission.Next(pipeline, current, at) is { } next)
            {
                Enter(next, at);
                changed = true;
            }

            pipeline.ActiveRuns.RemoveAll(run => run.IsEnded);
        }
    }

    private static void Enter(ExecutionRecord run, DateTimeOffset at)
    {
        run.IsInStage = true;
        run.Updated = at;
        run.Stages.Add(new StageExecutionRecord { Name = run.Stage.Name });
    }

    // Takes a run in its stage one step further; false when it has to wait.
    private bool GoOn(PipelineRecord pipeline, ExecutionRecord run, DateTimeOffset at)
    {
        var stage = run.CurrentStage!;
        if (stage.Actions.Exists(action => action.IsUnderWay))
        {
            return false;
        }

        if (stage.Actions.Exists(action => action.Status == ExecutionStatuses.Failed))
        {
            Fail(pipeline, run, stage, at);
        }
        else if (run.Status == ExecutionStatuses.Stopping)
        {
            stage.Status = ExecutionStatuses.Stopped;
            run.BecomeStopped(at);
        }
        else if (NextStep(run.Stage, stage) is { } step)
        {
            foreach (var declared in step)
            {
                _actions.Start(declared, stage, run, at);
            }
        }
        else
        {
            stage.Status = ExecutionStatuses.Succeeded;
            Leave(run, at);
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

    private static void Leave(ExecutionRecord run, DateTimeOffset at)
    {
        run.IsInStage = false;
        run.Updated = at;
        if (run.Place == run.Declaration.Stages.Count - 1 || run.RollbackTarget is not null)
        {
            run.Become(ExecutionStatuses.Succeeded, at);
            return;
        }

        run.Place++;
    }

    private void Fail(PipelineRecord pipeline, ExecutionRecord run, StageExecutionRecord stage, DateTimeOffset at)
    {
        stage.Status = ExecutionStatuses.Failed;
        var result = run.Status == ExecutionStatuses.Stopping ? null : FailureConditions.ResultOf(run.Stage);
        switch (result)
        {
            case "RETRY" when stage.AutomatedRetries == 0:
                stage.AutomatedRetries++;
                stage.WasRetriedByCondition = true;
                GoBackInto(run, stage, FailureConditions.KeepsSucceeded(run.Stage), at);
                break;
            case "SKIP":
                stage.Status = ExecutionStatuses.Skipped;
                Leave(run, at);
                break;
            default:
                run.IsInStage = false;
                if (run.Status == ExecutionStatuses.Stopping)
                {
                    run.BecomeStopped(at);
                }
                else
                {
                    run.Become(ExecutionStatuses.Failed, at);
                }

                if (result == "ROLLBACK" && RollbackTargets.LastGood(pipeline, stage.Name, run) is { } target)
                {
                    Add(pipeline, new ExecutionTrigger("AutomatedRollback", run.Id), run.Place, target, at);
                }

                break;
        }
    }
}
