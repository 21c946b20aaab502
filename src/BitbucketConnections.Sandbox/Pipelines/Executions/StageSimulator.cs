using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Moves executions through their stages: enters a stage, runs its actions, and ends it as succeeded or failed.</summary>
internal sealed class StageSimulator
{
    private readonly ExecutionStarter _starter;
    private readonly ActionSimulator _actions;
    private readonly ConditionRunner _conditions;

    /// <summary>Initializes a new instance of the <see cref="StageSimulator"/> class.</summary>
    /// <param name="starter">Starts automated rollbacks.</param>
    /// <param name="actions">Starts actions.</param>
    /// <param name="conditions">Runs the conditions of stages.</param>
    public StageSimulator(ExecutionStarter starter, ActionSimulator actions, ConditionRunner conditions)
    {
        _conditions = conditions;
        _starter = starter;
        _actions = actions;
    }

    /// <summary>
    /// Advances the executions of a pipeline as far as possible without waiting. Executions of an older definition stay where
    /// they are: they do not continue, and they do not block others.
    /// </summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="at">The time of the event.</param>
    public void Settle(PipelineRecord pipeline, DateTimeOffset at)
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var execution in pipeline.ActiveExecutions.Where(execution => execution.IsInStage && !execution.IsEnded).ToList())
            {
                if (execution.Version == pipeline.Version || execution.Status == ExecutionStatuses.Stopping)
                {
                    StepFailure.Contain(execution, at, () => changed |= GoOn(pipeline, execution, at));
                }
            }

            pipeline.ActiveExecutions.RemoveAll(execution => execution.IsEnded);
            var current = pipeline.ActiveExecutions.Where(execution => execution.Version == pipeline.Version).ToList();
            if (StageAdmission.Next(pipeline, current, at) is { } next)
            {
                next.Enter();
                changed = true;
            }

            pipeline.ActiveExecutions.RemoveAll(execution => execution.IsEnded);
        }
    }

    // Advances an execution in its stage by one step. Returns false if it has to wait.
    private bool GoOn(PipelineRecord pipeline, ExecutionRecord execution, DateTimeOffset at)
    {
        var stage = execution.CurrentStage!;
        if (stage.IsUnderWay)
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
        else if (!IsHeld(ConditionGates.BeforeEntry, pipeline, execution, stage, at)
            && !StartNext(pipeline, execution, stage, at)
            && !IsHeld(ConditionGates.OnSuccess, pipeline, execution, stage, at))
        {
            stage.Status = ExecutionStatuses.Succeeded;
            execution.Leave(at);
        }

        return true;
    }

    // Runs an entry or success condition. Until it has passed, or if it has failed, the execution does not continue.
    private bool IsHeld(string gate, PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, DateTimeOffset at)
    {
        if (_conditions.Run(gate, pipeline, execution, stage, at) is not { IsPassed: false } condition)
        {
            return false;
        }

        if (!condition.IsUnderWay)
        {
            End(pipeline, execution, stage, condition.Result, at);
        }

        return true;
    }

    private bool StartNext(PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, DateTimeOffset at)
    {
        if (NextStep(execution.Stage, stage) is not { } step)
        {
            return false;
        }

        foreach (var declared in step)
        {
            _actions.Start(declared, stage, execution, pipeline, at);
        }

        return true;
    }

    private static List<DeclaredAction>? NextStep(DeclaredStage declared, StageExecutionRecord stage)
    {
        foreach (var step in declared.Steps)
        {
            // An existing action has run already, or a retry keeps it.
            var left = step.Where(action => !stage.Actions.Exists(a => a.Name == action.Name)).ToList();
            if (left.Count > 0)
            {
                return left;
            }
        }

        return null;
    }

    // The result of a failure condition applies if all its rules succeeded.
    private void Fail(PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, DateTimeOffset at)
    {
        if (execution.Status == ExecutionStatuses.Stopping)
        {
            End(pipeline, execution, stage, null, at);
        }
        else if (_conditions.Run(ConditionGates.OnFailure, pipeline, execution, stage, at) is not { } condition)
        {
            End(pipeline, execution, stage, FailureConditions.ResultOf(execution.Stage), at);
        }
        else if (!condition.IsUnderWay)
        {
            End(pipeline, execution, stage, condition.IsPassed ? condition.Result : null, at);
        }
    }

    private void End(PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, string? result, DateTimeOffset at)
    {
        stage.Status = ExecutionStatuses.Failed;
        switch (result)
        {
            case "RETRY" when stage.AutomatedRetries == 0:
                stage.AutomatedRetries++;
                stage.WasRetriedByCondition = true;
                execution.ReturnTo(stage, FailureConditions.KeepsSucceeded(execution.Stage), at);
                break;
            case "SKIP":
                stage.Status = ExecutionStatuses.Skipped;
                execution.Leave(at);
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

                if (result == "ROLLBACK" && CanRollBack(execution) && RollbackTargets.LastGood(pipeline, stage.Name, execution) is { } target)
                {
                    _starter.Start(pipeline, new ExecutionTrigger("AutomatedRollback", execution.Id), execution.Place, target, at);
                }

                break;
        }
    }

    // A failed rollback would roll back to the same execution forever.
    private static bool CanRollBack(ExecutionRecord execution) => execution.RollbackTarget is null && execution.Declaration.ExecutionMode != "PARALLEL";
}
