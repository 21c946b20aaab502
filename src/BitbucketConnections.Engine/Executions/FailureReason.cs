using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Finds why an execution failed: the action that failed, or else the rule of a stage condition that failed.</summary>
internal sealed class FailureReason
{
    private readonly PipelineExecutionService _executions;
    private readonly IDiagnosticSink _diagnostics;

    public FailureReason(PipelineExecutionService executions, IDiagnosticSink diagnostics)
    {
        _executions = executions;
        _diagnostics = diagnostics;
    }

    /// <summary>Creates the error of an execution that failed.</summary>
    public async Task<ServiceException> FindAsync(PipelineExecution execution, CancellationToken cancellationToken)
    {
        var action = await TryAsync("action", async () =>
        {
            var page = await _executions.ListActionsAsync(execution.PipelineName, execution.PipelineExecutionId, null, cancellationToken).ConfigureAwait(false);

            // The list is newest first. An earlier attempt that a retry repaired is not the reason.
            return page.Items.GroupBy(action => (action.StageName, action.ActionName)).Select(attempts => attempts.First()).FirstOrDefault(action => action.Status == "Failed");
        }).ConfigureAwait(false);
        var rule = action is not null ? null : await TryAsync("rule", async () =>
        {
            var page = await _executions.ListRulesAsync(execution.PipelineName, execution.PipelineExecutionId, null, cancellationToken).ConfigureAwait(false);
            return page.Items.GroupBy(rule => (rule.StageName, rule.RuleName)).Select(attempts => attempts.First()).FirstOrDefault(rule => rule.Status == "Failed");
        }).ConfigureAwait(false);
        return ExecutionFailures.Failed(execution, action, rule);
    }

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
