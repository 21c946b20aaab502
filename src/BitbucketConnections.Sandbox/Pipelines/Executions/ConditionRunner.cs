using System;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Pipelines.Authorization;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Pipelines.Rules;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>Runs the conditions of stages. The rules of a condition start together, and each runs to its end, also after another has failed.</summary>
internal sealed class ConditionRunner
{
    /// <summary>The time limit of a rule without one, as that of a manual approval.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromDays(7);

    private readonly SandboxState _state;
    private readonly ActionAuthorizer _authorizer;

    /// <summary>Initializes a new instance of the <see cref="ConditionRunner"/> class.</summary>
    /// <param name="state">The state.</param>
    public ConditionRunner(SandboxState state)
    {
        _state = state;
        _authorizer = new ActionAuthorizer(state);
    }

    /// <summary>Gets the condition of a gate, and starts it if it did not run.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="execution">An execution in the stage.</param>
    /// <param name="stage">The execution of the stage.</param>
    /// <param name="at">The time of the event.</param>
    /// <returns>The condition; null if the stage has none.</returns>
    public ConditionRecord? Run(string gate, PipelineRecord pipeline, ExecutionRecord execution, StageExecutionRecord stage, DateTimeOffset at)
    {
        if (stage.FindCondition(gate) is { } known)
        {
            return known;
        }

        if (execution.Stage.Condition(gate) is not { } declared)
        {
            return null;
        }

        var condition = new ConditionRecord { Gate = gate, Result = declared.Result, Updated = at };
        foreach (var rule in declared.Rules)
        {
            condition.Rules.Add(Start(rule, gate, pipeline, execution, at));
        }

        execution.RuleHistory.AddRange(condition.Rules);
        stage.Conditions.Add(condition);
        condition.Settle(at);
        return condition;
    }

    /// <summary>Checks a rule whose time has come, which can end its condition.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="stage">The execution of its stage.</param>
    public void Check(RuleExecutionRecord rule, StageExecutionRecord stage)
    {
        var at = rule.NextCheck;
        if (at < rule.FirstCheck)
        {
            Fail(rule, at);
        }
        else if (rule.Outcome is { } outcome)
        {
            End(rule, outcome, at);
        }
        else
        {
            End(rule, RuleChecks.Check(rule, _state, at), at);
        }

        stage.FindCondition(rule.Gate)!.Settle(at);
    }

    /// <summary>Lets the rules that wait for an alarm look at it again.</summary>
    /// <param name="execution">An execution.</param>
    public void LookAgain(ExecutionRecord execution)
    {
        foreach (var condition in execution.CurrentStage?.Conditions ?? [])
        {
            foreach (var rule in condition.Rules.FindAll(rule => rule is { IsUnderWay: true, Outcome: null, Declared.Provider: RuleChecks.Alarm } && rule.FirstCheck < _state.Now))
            {
                rule.NextCheck = _state.Now;
            }
        }
    }

    private RuleExecutionRecord Start(DeclaredRule declared, string gate, PipelineRecord pipeline, ExecutionRecord execution, DateTimeOffset at)
    {
        var refusal = _authorizer.RuleRefusal(declared, pipeline, execution);
        var outcome = refusal is not null
            ? new SandboxRuleOutcome { IsFailure = true, ErrorCode = refusal.Code, Message = refusal.Message, Duration = TimeSpan.Zero }
            : _state.Part<PlannedOutcomes>().Take<SandboxRuleOutcome>(execution.Declaration.Name, execution.Stage.Name, declared.Name);
        var firstCheck = at + (outcome?.Duration ?? _state.Options.ActionDuration);
        var timesOut = at + (declared.Timeout ?? s_timeout);
        return new RuleExecutionRecord
        {
            StageName = execution.Stage.Name,
            Gate = gate,
            Declared = declared,
            Id = Guid.NewGuid().ToString("D"),
            Sequence = _state.NextSequence(),
            Started = at,
            Updated = at,
            FirstCheck = firstCheck,
            TimesOut = timesOut,
            NextCheck = Earlier(firstCheck, timesOut),
            Outcome = outcome,
            ResolvedConfiguration = ResolvedConfiguration.Of(execution, declared.Action),
            Inputs = ActionArtifacts.Inputs(execution, declared.Action),
        };
    }

    private static void End(RuleExecutionRecord rule, SandboxRuleOutcome outcome, DateTimeOffset at)
    {
        if (outcome.IsFailure)
        {
            rule.Fail(outcome.ErrorCode ?? "JobFailed", outcome.Message ?? $"Rule {rule.Name} failed, as set up in the sandbox.", at);
        }
        else
        {
            rule.End(ExecutionStatuses.Succeeded, at);
        }
    }

    private static void End(RuleExecutionRecord rule, RuleVerdict verdict, DateTimeOffset at)
    {
        if (verdict.ErrorCode is { } code)
        {
            rule.Fail(code, verdict.ErrorMessage!, at);
        }
        else if (verdict.NextCheck is not { } next)
        {
            rule.End(ExecutionStatuses.Succeeded, at);
        }
        else if (at >= rule.TimesOut)
        {
            Fail(rule, at);
        }
        else
        {
            rule.NextCheck = Earlier(next, rule.TimesOut);
        }
    }

    private static void Fail(RuleExecutionRecord rule, DateTimeOffset at) => rule.Fail("RuleTimedOut", $"Rule '{rule.Name}' did not end in time.", at);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
