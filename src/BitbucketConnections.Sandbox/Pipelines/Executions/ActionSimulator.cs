using System;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Pipelines.Authorization;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines.Executions;

/// <summary>
/// Starts and ends actions. A source checks its connection, and a manual approval waits for an answer. Other actions succeed
/// unless another outcome was set up.
/// </summary>
internal sealed class ActionSimulator
{
    /// <summary>The time that an approval waits by default. CodePipeline quota: 7 days.</summary>
    private static readonly TimeSpan s_approvalTimeout = TimeSpan.FromDays(7);

    private readonly SandboxState _state;
    private readonly ActionAuthorizer _authorizer;

    /// <summary>Initializes a new instance of the <see cref="ActionSimulator"/> class.</summary>
    /// <param name="state">The state.</param>
    public ActionSimulator(SandboxState state)
    {
        _state = state;
        _authorizer = new ActionAuthorizer(state);
    }

    /// <summary>Starts an action.</summary>
    /// <param name="declared">The action.</param>
    /// <param name="stage">The execution of its stage.</param>
    /// <param name="execution">The execution of the pipeline.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="at">The time of the event.</param>
    public void Start(DeclaredAction declared, StageExecutionRecord stage, ExecutionRecord execution, PipelineRecord pipeline, DateTimeOffset at)
    {
        var refusal = _authorizer.Refusal(declared, pipeline, execution);
        var isApproval = declared.IsApproval && refusal is null;
        var outcome = refusal is not null ? new SandboxActionOutcome { IsFailure = true, ErrorCode = refusal.Code, Message = refusal.Message, Duration = TimeSpan.Zero } : isApproval ? null : _state.Part<PlannedOutcomes>().Take<SandboxActionOutcome>(execution.Declaration.Name, stage.Name, declared.Name);
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
            IsApproval = isApproval,
            ResolvedConfiguration = ResolvedConfiguration.Of(execution, declared),
            Inputs = ActionArtifacts.Inputs(execution, declared),
            ExternalId = ExternalId(declared),
        };
        stage.Actions.Add(action);
        execution.History.Add(action);
    }

    /// <summary>Ends an action that has run for its full time.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="action">The action.</param>
    /// <param name="execution">The execution of the pipeline.</param>
    /// <param name="account">The account it runs in.</param>
    public void Complete(PipelineRecord pipeline, ActionExecutionRecord action, ExecutionRecord execution, AccountState account)
    {
        if (action.Response is { } response)
        {
            action.End(response.Status, action.Ends);
        }
        else if (action.IsApproval)
        {
            action.Fail("ApprovalTimedOut", "The approval was not answered in time.", action.Ends);
        }
        else if (action.Outcome is { IsFailure: true } failure)
        {
            action.Fail(failure.ErrorCode ?? "JobFailed", failure.Message ?? $"Action {action.Name} failed, as set up in the sandbox.", action.Ends);
        }
        else if (action.Declared.IsConnectionSource)
        {
            ConnectionSourceAction.Complete(action, execution, _state, account, action.Ends);
        }
        else if (action.Declared is { Category: "Deploy", Provider: "S3" })
        {
            S3DeployAction.Complete(action, action.Ends);
        }
        else
        {
            action.End(ExecutionStatuses.Succeeded, action.Ends);
        }

        if (action.Status == ExecutionStatuses.Succeeded)
        {
            action.Outputs = ActionArtifacts.Outputs(pipeline, execution, action.Declared);
        }
    }

    // CodeBuild's builds have an id of their own. Lambda's executions are known by the function.
    private static string? ExternalId(DeclaredAction declared) => declared switch
    {
        { Owner: "AWS", Provider: "CodeBuild" } => $"{declared.Configuration("ProjectName")}:{Guid.NewGuid():D}",
        { Owner: "AWS", Category: "Invoke", Provider: "Lambda" } => declared.Configuration("FunctionName"),
        _ => null,
    };
}
