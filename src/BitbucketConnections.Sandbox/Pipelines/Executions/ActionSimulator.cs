using System;
using System.Collections.Generic;
using BitbucketConnections.Catalog;
using BitbucketConnections.Sandbox.Builds;
using BitbucketConnections.Sandbox.Faults;
using BitbucketConnections.Sandbox.Formats;
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
        var id = Guid.NewGuid().ToString("D");
        var log = StartLog(declared, pipeline, id, refusal, outcome?.Log, (at, at + length));
        var action = new ActionExecutionRecord
        {
            StageName = stage.Name,
            Declared = declared,
            Id = id,
            Sequence = _state.NextSequence(),
            Started = at,
            Updated = at,
            Ends = at + length,
            Outcome = outcome,
            IsApproval = isApproval,
            ResolvedConfiguration = ResolvedConfiguration.Of(execution, declared),
            Inputs = ActionArtifacts.Inputs(execution, declared),
            Log = log,
            ExternalId = declared is { Owner: "AWS", Category: "Invoke", Provider: "Lambda" } ? declared.Configuration("FunctionName") : log?.BuildId,
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

    // An action whose role does not have a right starts no build and writes no log. A build without the right to write its log runs without one.
    private ActionLog? StartLog(
        DeclaredAction declared, PipelineRecord pipeline, string id, ActionRefusal? refusal, IReadOnlyList<string>? planned, (DateTimeOffset From, DateTimeOffset To) time)
    {
        var isBuild = declared is { Owner: "AWS", Provider: "CodeBuild" };
        if ((refusal is not null && refusal.BuildPhase is null) || !(isBuild || WritesLog(declared)))
        {
            return null;
        }

        var scope = PipelineScope.Of(pipeline);
        var account = Arn.TryParse(declared.RoleArn ?? string.Empty, out var role) ? role.AccountId : scope.AccountId;
        var starter = new BuildStarter(_state.Account(account), declared.Region ?? scope.Region, time.From);
        var lines = planned ?? BuildLog.Of(isBuild ? ["./build.sh"] : declared.Json.Texts("commands"));
        var log = new BuildLog(time.From, time.To, lines, refusal?.BuildPhase ?? "BUILD");
        return isBuild
            ? starter.Build(declared.Configuration("ProjectName")!, "codepipeline/" + scope.PipelineName, refusal is { BuildPhase: ActionRefusal.Submitted } ? null : log)
            : starter.Commands(scope.PipelineName, id, log);
    }

    private static bool WritesLog(DeclaredAction declared) => ActionCatalog.Find(declared.Category, declared.Owner, declared.Provider, declared.Version)?.WritesLog == true;
}
