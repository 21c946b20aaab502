using System;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Starts and ends actions. A source looks at its connection, a manual approval waits for its answer, all else succeeds
/// unless an outcome was planned.
/// </summary>
internal sealed class ActionSimulator
{
    /// <summary>How long an approval waits that sets no time. CodePipeline quota: 7 days.</summary>
    private static readonly TimeSpan s_approvalTimeout = TimeSpan.FromDays(7);

    private readonly SandboxState _state;

    /// <summary>Initializes a new instance of the <see cref="ActionSimulator"/> class.</summary>
    /// <param name="state">The state.</param>
    public ActionSimulator(SandboxState state) => _state = state;

    /// <summary>Starts an action.</summary>
    /// <param name="declared">The action.</param>
    /// <param name="stage">Its stage's execution.</param>
    /// <param name="execution">The pipeline's execution.</param>
    /// <param name="at">When.</param>
    public void Start(DeclaredAction declared, StageExecutionRecord stage, ExecutionRecord execution, DateTimeOffset at)
    {
        var isApproval = declared.IsApproval;
        var outcome = isApproval ? null : _state.Part<PlannedOutcomes>().Take(execution.Declaration.Name, stage.Name, declared.Name);
        var length = isApproval
            ? declared.TimeoutInMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : s_approvalTimeout
            : outcome?.Duration ?? _state.Options.ActionDuration;
        var action = new ActionExecutionRecord
        {
            StageName = stage.Name,
            Declared = declared,
            Id = Guid.NewGuid().ToString("D"),
            Sequence = _state.NextSequence(),
            Started = at,
            Updated = at,
            Ends = at + length,
            Outcome = outcome,
            ApprovalToken = isApproval ? Guid.NewGuid().ToString("D") : null,
        };
        stage.Actions.Add(action);
        execution.History.Add(action);
        execution.Updated = at;
    }

    /// <summary>Ends an action whose time is up.</summary>
    /// <param name="action">The action.</param>
    /// <param name="execution">The pipeline's execution.</param>
    /// <param name="account">The account it runs in.</param>
    public static void Complete(ActionExecutionRecord action, ExecutionRecord execution, AccountState account)
    {
        execution.Updated = action.Ends;
        if (action.ApprovalToken is not null)
        {
            action.Fail("ApprovalTimedOut", "Nobody answered the approval in time.", action.Ends);
        }
        else if (action.Outcome is { IsFailure: true } failure)
        {
            action.Fail(failure.ErrorCode ?? "JobFailed", failure.Message ?? $"Action {action.Name} failed, as planned in the sandbox.", action.Ends);
        }
        else if (action.Declared.IsConnectionSource)
        {
            ConnectionSourceAction.Complete(action, execution, account, action.Ends);
        }
        else
        {
            action.End(ExecutionStatuses.Succeeded, action.Ends);
        }
    }
}
