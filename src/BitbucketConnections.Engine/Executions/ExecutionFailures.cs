using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Creates the errors of executions that did not succeed.</summary>
internal static class ExecutionFailures
{
    /// <summary>Creates the error of an execution that failed.</summary>
    public static ServiceException Failed(PipelineExecution execution, ActionExecution? action)
    {
        var why = action is null
            ? execution.StatusSummary ?? "AWS returned no reason."
            : $"the action '{action.ActionName}' of the stage '{action.StageName}' failed: {action.ErrorMessage ?? action.Summary ?? "AWS returned no reason."}"
                + (action.ErrorCode is { } code ? $" ({code})" : string.Empty);
        var link = action?.ExternalExecutionUrl ?? execution.ConsoleUrl;
        var advice = FailureAdvice.For(action, execution);
        return new ServiceException(
            ServiceErrorKind.ExecutionFailed, string.Join(" ", new[] { $"Execution {execution.PipelineExecutionId} of '{execution.PipelineName}' failed: {why}", link?.ToString(), advice }.Where(t => t is not null)))
        {
            ServiceMessage = action?.ErrorMessage ?? execution.StatusSummary,
            Region = execution.Region,
        };
    }

    /// <summary>Creates the error of an execution that ended without failure or success.</summary>
    public static ServiceException Ended(PipelineExecution execution, IReadOnlyList<PipelineExecution> newestFirst)
    {
        var (condition, why) = execution.Status switch
        {
            "Stopped" => ("ExecutionStopped", "was stopped" + (execution.StopReason is { } reason ? $": {reason}" : ".")),
            "Superseded" => ("ExecutionSuperseded", Superseded(execution, newestFirst)),
            _ => ("ExecutionCancelled", "was cancelled because the pipeline was updated during the execution."),
        };
        return new ServiceException(
            ServiceErrorKind.ExecutionEnded, $"Execution {execution.PipelineExecutionId} of '{execution.PipelineName}' {why} {execution.ConsoleUrl}".TrimEnd())
        {
            Condition = condition,
            ServiceMessage = execution.StatusSummary,
            Region = execution.Region,
        };
    }

    private static string Superseded(PipelineExecution execution, IReadOnlyList<PipelineExecution> newestFirst)
    {
        var newer = newestFirst.TakeWhile(other => other.PipelineExecutionId != execution.PipelineExecutionId).LastOrDefault(other => other.Status != "Superseded");
        return newer is null ? "was superseded by a newer execution." : $"was superseded by execution {newer.PipelineExecutionId}.";
    }
}
