using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Engine.Logs;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Finds why an execution failed: the action that failed, or else the rule of a stage condition that failed.</summary>
internal sealed class FailureReason
{
    // So many lines fit below an error, and the cause of most builds is in them.
    private const int LogLines = 10;
    private readonly PipelineExecutionService _executions;
    private readonly PipelineLogService _logs;
    private readonly IDiagnosticSink _diagnostics;

    public FailureReason(PipelineExecutionService executions, PipelineLogService logs, IDiagnosticSink diagnostics)
    {
        _executions = executions;
        _logs = logs;
        _diagnostics = diagnostics;
    }

    /// <summary>Creates the error of an execution that failed.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="newestFirst">The executions of the pipeline that are known, for the rollback of a stage.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<ServiceException> FindAsync(PipelineExecution execution, IReadOnlyList<PipelineExecution> newestFirst, CancellationToken cancellationToken)
    {
        var action = await TryAsync("action", async () =>
        {
            var page = await _executions.ListActionsAsync(execution.PipelineName, execution.PipelineExecutionId, null, cancellationToken).ConfigureAwait(false);

            // The list is newest first. An earlier attempt that a retry repaired is not the reason.
            return page.Items.GroupBy(action => (action.StageName, action.ActionName)).Select(attempts => attempts.First()).FirstOrDefault(action => action.Status == "Failed");
        }).ConfigureAwait(false);
        var rules = action is not null ? null : await TryAsync("rule", async () =>
        {
            var page = await _executions.ListRulesAsync(execution.PipelineName, execution.PipelineExecutionId, null, cancellationToken).ConfigureAwait(false);
            return page.Items.GroupBy(rule => (rule.StageName, rule.RuleName)).Select(attempts => attempts.First()).Where(rule => rule.Status == "Failed").ToList();
        }).ConfigureAwait(false);
        return ExecutionFailures.Failed(execution, new FailedParts
        {
            Action = action,
            Definition = action is not null && FailureAdvice.NeedsDefinition(action, execution)
                ? await TryAsync("role", async () => await _executions.ReadDefinitionAsync(execution.PipelineName, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false)
                : null,
            LogTail = action is null ? [] : await _logs.TryTailAsync(action, LogLines, cancellationToken).ConfigureAwait(false),
            Rules = rules ?? [],
            Gate = rules is { Count: > 0 } ? await GateAsync(execution, rules[0], cancellationToken).ConfigureAwait(false) : null,
            Rollback = newestFirst.TakeWhile(other => other.PipelineExecutionId != execution.PipelineExecutionId)
                .LastOrDefault(other => other is { ExecutionType: "ROLLBACK", TriggerType: "AutomatedRollback" }),
        });
    }

    // AWS returns the condition of a rule only with the state of the stage.
    private Task<string?> GateAsync(PipelineExecution execution, RuleExecution rule, CancellationToken cancellationToken) => TryAsync("condition", async () =>
    {
        var stage = (await _executions.ReadStateAsync(execution.PipelineName, cancellationToken).ConfigureAwait(false)).FirstOrDefault(stage => stage.StageName == rule.StageName);
        return stage is null || rule.RuleExecutionId is null ? null
            : new[] { (Gate: nameof(StageState.BeforeEntry), State: stage.BeforeEntry), (Gate: nameof(StageState.OnSuccess), State: stage.OnSuccess), (Gate: nameof(StageState.OnFailure), State: stage.OnFailure) }
                .FirstOrDefault(condition => condition.State?.Rules.Any(one => one.RuleExecutionId == rule.RuleExecutionId) == true).Gate;
    });

    // The execution failed, even if the caller can't read why, or if an endpoint does not know rules.
    private async Task<T?> TryAsync<T>(string what, Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.IsAccessDenied || failure.IsRefusedWith("UnknownOperationException", "NotImplemented"))
        {
            _diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Cannot determine which {what} failed: {failure.Message}"));
            return null;
        }
    }
}
