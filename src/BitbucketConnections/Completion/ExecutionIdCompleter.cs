using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Completion;

/// <summary>
/// Completes the newest executions of the pipeline on the command line; the tooltip is status, age and trigger. A command that stops executions gets only
/// those that are in progress, and one that retries stages only those that failed or were stopped.
/// </summary>
internal sealed class ExecutionIdCompleter : PipelineCompleter<PipelineExecution>
{
    public ExecutionIdCompleter()
        : base(CompletionLists.Executions)
    {
    }

    /// <summary>Creates the choice of an execution.</summary>
    public static Choice Choice(PipelineExecution execution) => new(execution.PipelineExecutionId, string.Join(
        ", ", new[] { execution.Status, Age.Of(execution.StartTime), execution.TriggerType, execution.SourceRevisions.Select(revision => revision.RevisionSummary).FirstOrDefault() }.Where(part => !string.IsNullOrEmpty(part))));

    protected override IEnumerable<Choice> Choose(IReadOnlyList<PipelineExecution> items, CompletionLine line) => items.Where(execution => CanUse(execution, line.Command)).Select(Choice);

    private static bool CanUse(PipelineExecution execution, string command) =>
        command.StartsWith("Stop-", StringComparison.OrdinalIgnoreCase) ? execution.Status is "InProgress" or "Stopping"
        : !command.StartsWith("Restart-", StringComparison.OrdinalIgnoreCase) || execution.Status is "Failed" or "Stopped" or "InProgress";
}
