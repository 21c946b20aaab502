using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Advances the executions of pipelines, and starts, stops and retries them. It uses no timers: each call first advances all
/// executions to the current time and applies events since the last call in their order. The caller holds the lock of the state.
/// </summary>
internal sealed class ExecutionEngine
{
    private readonly SandboxState _state;
    private readonly ExecutionStarter _starter;
    private readonly ActionSimulator _actions;
    private readonly ConditionRunner _conditions;
    private readonly StageSimulator _stages;

    /// <summary>Initializes a new instance of the <see cref="ExecutionEngine"/> class.</summary>
    /// <param name="state">The state.</param>
    public ExecutionEngine(SandboxState state)
    {
        _state = state;
        _starter = new ExecutionStarter(state);
        _actions = new ActionSimulator(state);
        _conditions = new ConditionRunner(state);
        _stages = new StageSimulator(_starter, _actions, _conditions);
    }

    /// <summary>Advances all executions to the current time.</summary>
    public void Advance()
    {
        var now = _state.Now;

        // A build can be the first use of its account or Region.
        foreach (var (account, pipeline) in Pipelines().ToList())
        {
            if (pipeline.ActiveExecutions.Count > 0)
            {
                Advance(pipeline, account, now);
            }
        }
    }

    /// <summary>Starts an execution of the newest version.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="trigger">The cause of the execution.</param>
    /// <returns>The execution, which has not entered a stage yet.</returns>
    public ExecutionRecord Start(PipelineRecord pipeline, ExecutionTrigger trigger) => _starter.Start(pipeline, trigger, 0, null, _state.Now);

    /// <summary>Starts an execution of one stage with the artifacts of an earlier execution.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="stageName">The stage.</param>
    /// <param name="target">The earlier execution.</param>
    /// <param name="trigger">The cause of the execution.</param>
    /// <returns>The execution.</returns>
    public ExecutionRecord RollBack(PipelineRecord pipeline, string stageName, ExecutionRecord target, ExecutionTrigger trigger) =>
        _starter.Start(pipeline, trigger, pipeline.Current.PlaceOf(stageName), target, _state.Now);

    /// <summary>Retries a failed or stopped stage of an execution, which then continues.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="stage">Its failed or stopped stage.</param>
    /// <param name="keepsSucceeded">True to keep the outcome of actions that succeeded; false to run all actions again.</param>
    public void Retry(PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, bool keepsSucceeded)
    {
        stage.ManualRetries++;
        stage.WasRetriedByCondition = false;
        execution.ReturnTo(stage, keepsSucceeded, _state.Now);
        Activate(pipeline, execution);
    }

    /// <summary>Overrides a condition that is in progress or has failed. The execution continues as if the condition had passed.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="stage">Its stage.</param>
    /// <param name="condition">A condition of the stage.</param>
    /// <param name="callerArn">The person who overrides it.</param>
    public void Override(PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, ConditionRecord condition, string callerArn)
    {
        condition.End(ExecutionStatuses.Overridden, callerArn, _state.Now);
        if (execution.IsEnded)
        {
            execution.Resume(stage, _state.Now);
            Activate(pipeline, execution);
        }
    }

    /// <summary>Lets the rules that wait for an alarm look at it again.</summary>
    public void AlarmsChanged()
    {
        foreach (var execution in Pipelines().SelectMany(pipeline => pipeline.Pipeline.ActiveExecutions))
        {
            _conditions.LookAgain(execution);
        }
    }

    /// <summary>Stops an execution, after its actions in progress or by abandoning them.</summary>
    /// <param name="execution">An execution in progress.</param>
    /// <param name="abandons">True to abandon the actions in progress; otherwise false.</param>
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
            execution.AbandonsAt = now + ResponseTiming.Of(_state.Options).Abandoned;
        }

        // If no action is in progress, the next advance stops the execution.
        stage.Status = ExecutionStatuses.Stopping;
        stage.CancelConditions(now);
        if (execution.Status != ExecutionStatuses.Stopping)
        {
            execution.Become(ExecutionStatuses.Stopping, now);
        }
    }

    private IEnumerable<(AccountState Account, PipelineRecord Pipeline)> Pipelines() => _state.Accounts.SelectMany(
        account => account.Regions.SelectMany(region => region.Part<PipelineStore>().ByName.Values).Select(pipeline => (account, pipeline)));

    private static void Activate(PipelineRecord pipeline, ExecutionRecord execution)
    {
        if (!pipeline.ActiveExecutions.Contains(execution))
        {
            pipeline.ActiveExecutions.Add(execution);
        }
    }

    private void Advance(PipelineRecord pipeline, AccountState account, DateTimeOffset now)
    {
        do
        {
            while (NextEnd(pipeline, now) is { } next)
            {
                if (next.Action is { } action)
                {
                    StepFailure.Contain(next.Execution, next.At, () => _actions.Complete(pipeline, action, next.Execution, account));
                }
                else if (next.Rule is { } rule)
                {
                    StepFailure.Contain(next.Execution, next.At, () => _conditions.Check(rule, next.Execution.CurrentStage!));
                }
                else
                {
                    next.Execution.Abandon(next.At);
                }

                _stages.Settle(pipeline, next.At);
            }

            // Advance the changes of this call, which can start actions that take no time.
            _stages.Settle(pipeline, now);
        }
        while (NextEnd(pipeline, now) is not null);
    }

    // Returns the next action to end, the next rule to check, or the next execution whose actions are abandoned.
    private static (DateTimeOffset At, ExecutionRecord Execution, ActionExecutionRecord? Action, RuleExecutionRecord? Rule)? NextEnd(PipelineRecord pipeline, DateTimeOffset now)
    {
        (DateTimeOffset At, ExecutionRecord Execution, ActionExecutionRecord? Action, RuleExecutionRecord? Rule)? next = null;
        foreach (var execution in pipeline.ActiveExecutions)
        {
            if (execution.AbandonsAt is { } abandons)
            {
                Consider(abandons, execution, null, null);
            }

            foreach (var action in execution.CurrentStage?.Actions.Where(action => action.IsUnderWay) ?? [])
            {
                Consider(action.Ends, execution, action, null);
            }

            foreach (var rule in execution.CurrentStage?.Conditions.SelectMany(condition => condition.Rules).Where(rule => rule.IsUnderWay) ?? [])
            {
                Consider(rule.NextCheck, execution, null, rule);
            }
        }

        return next;

        void Consider(DateTimeOffset at, ExecutionRecord execution, ActionExecutionRecord? action, RuleExecutionRecord? rule)
        {
            if (at <= now && (next is null || at < next.Value.At))
            {
                next = (at, execution, action, rule);
            }
        }
    }
}
