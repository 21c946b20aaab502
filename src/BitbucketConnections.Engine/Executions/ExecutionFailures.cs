using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Says why an execution did not succeed.</summary>
internal static class ExecutionFailures
{
    /// <summary>Makes the failure of an execution that failed.</summary>
    public static ServiceException Failed(PipelineExecution execution, ActionExecution? action)
    {
        var why = action is null
            ? execution.StatusSummary ?? "AWS does not say why."
            : $"the action '{action.ActionName}' of the stage '{action.StageName}' failed: {action.ErrorMessage ?? action.Summary ?? "AWS does not say why."}"
                + (action.ErrorCode is { } code ? $" ({code})" : string.Empty);
        var link = action?.ExternalExecutionUrl ?? execution.ConsoleUrl;
        var advice = FailureAdvice.For(action, execution);
        return new ServiceException(
            ServiceErrorKind.ExecutionFailed, string.Join(" ", new[] { $"The run {execution.PipelineExecutionId} of '{execution.PipelineName}' failed: {why}", link?.ToString(), advice }.Where(t => t is not null)))
        {
            ServiceMessage = action?.ErrorMessage ?? execution.StatusSummary,
            Region = execution.Region,
        };
    }

    /// <summary>Makes the failure of an execution that ended without having failed.</summary>
    public static ServiceException Ended(PipelineExecution execution, IReadOnlyList<PipelineExecution> newestFirst)
    {
        var (condition, why) = execution.Status switch
        {
            "Stopped" => ("ExecutionStopped", "was stopped" + (execution.StopReason is { } reason ? $": {reason}" : ".")),
            "Superseded" => ("ExecutionSuperseded", Superseded(execution, newestFirst)),
            _ => ("ExecutionCancelled", "was cancelled: the definition of the pipeline was changed while it ran."),
        };
        return new ServiceException(
            ServiceErrorKind.ExecutionEnded, $"The run {execution.PipelineExecutionId} of '{execution.PipelineName}' {why} {execution.ConsoleUrl}".TrimEnd())
        {
            Condition = condition,
            ServiceMessage = execution.StatusSummary,
            Region = execution.Region,
        };
    }

    private static string Superseded(PipelineExecution execution, IReadOnlyList<PipelineExecution> newestFirst)
    {
        var newer = newestFirst.TakeWhile(other => other.PipelineExecutionId != execution.PipelineExecutionId).LastOrDefault(other => other.Status != "Superseded");
        return newer is null ? "was superseded by a newer run." : $"was superseded by the run {newer.PipelineExecutionId}.";
    }
}
