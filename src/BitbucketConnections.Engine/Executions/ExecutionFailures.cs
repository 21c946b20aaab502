using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Says truthfully how a run ended that did not succeed.</summary>
internal static class ExecutionFailures
{
    /// <summary>Makes the failure of a run that failed.</summary>
    public static ServiceException Failed(PipelineExecution run, ActionExecution? action)
    {
        var why = action is null
            ? run.StatusSummary ?? "AWS does not say why."
            : $"the action '{action.ActionName}' of the stage '{action.StageName}' failed: {action.ErrorMessage ?? action.Summary ?? "AWS does not say why."}"
                + (action.ErrorCode is { } code ? $" ({code})" : string.Empty);
        var link = action?.ExternalExecutionUrl ?? run.ConsoleUrl;
        var advice = FailureAdvice.For(action, run);
        return new ServiceException(
            ServiceErrorKind.ExecutionFailed, string.Join(" ", new[] { $"The run {run.PipelineExecutionId} of '{run.PipelineName}' failed: {why}", link?.ToString(), advice }.Where(t => t is not null)))
        {
            ServiceMessage = action?.ErrorMessage ?? run.StatusSummary,
            Region = run.Region,
        };
    }

    /// <summary>Makes the failure of a run that ended without having failed.</summary>
    public static ServiceException Ended(PipelineExecution run, IReadOnlyList<PipelineExecution> newestFirst)
    {
        var (condition, why) = run.Status switch
        {
            "Stopped" => ("ExecutionStopped", "was stopped" + (run.StopReason is { } reason ? $": {reason}" : ".")),
            "Superseded" => ("ExecutionSuperseded", Superseded(run, newestFirst)),
            _ => ("ExecutionCancelled", "was cancelled: the definition of the pipeline was changed while it ran."),
        };
        return new ServiceException(
            ServiceErrorKind.ExecutionEnded, $"The run {run.PipelineExecutionId} of '{run.PipelineName}' {why} {run.ConsoleUrl}".TrimEnd())
        {
            Condition = condition,
            ServiceMessage = run.StatusSummary,
            Region = run.Region,
        };
    }

    private static string Superseded(PipelineExecution run, IReadOnlyList<PipelineExecution> newestFirst)
    {
        var newer = newestFirst.TakeWhile(other => other.PipelineExecutionId != run.PipelineExecutionId).LastOrDefault(other => other.Status != "Superseded");
        return newer is null ? "was superseded by a newer run." : $"was superseded by the run {newer.PipelineExecutionId}.";
    }
}
