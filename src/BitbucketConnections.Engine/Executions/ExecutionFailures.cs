using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Creates the errors of executions that did not succeed.</summary>
internal static class ExecutionFailures
{
    private const int LongestLine = 300;
    private const string NoReason = "AWS returned no reason.";

    /// <summary>Creates the error of an execution that failed.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="parts">What is known of the failure.</param>
    public static ServiceException Failed(PipelineExecution execution, FailedParts parts)
    {
        var (action, rules) = (parts.Action, parts.Rules);
        var rule = rules.Count > 0 ? rules[0] : null;
        var why = action is not null ? Describe($"the action '{action.ActionName}'", action.StageName, action.ErrorMessage ?? action.Summary, action.ErrorCode)
            : rule is not null ? string.Join("; ", rules.Select(one => Describe($"the {(parts.Gate is null ? string.Empty : parts.Gate + " ")}rule '{one.RuleName}'", one.StageName, one.ErrorMessage ?? one.Summary, one.ErrorCode)))
            : execution.StatusSummary ?? NoReason;
        var link = action?.ExternalExecutionUrl ?? rule?.ExternalExecutionUrl ?? execution.ConsoleUrl;
        var advice = parts.Rollback is { } rollback ? $"AWS rolled the stage back with execution {rollback.PipelineExecutionId}. {FailureAdvice.OfRollback}"
            : rule is not null ? FailureAdvice.OfRule(execution, rule, parts.Gate)
            : FailureAdvice.For(action, execution, parts.Definition);
        return new ServiceException(
            ServiceErrorKind.ExecutionFailed, string.Join(" ", new[] { $"Execution {execution.PipelineExecutionId} of '{execution.PipelineName}' failed: {why}", link?.ToString(), advice }.Where(t => t is not null)) + LogTail(parts))
        {
            ServiceMessage = action?.ErrorMessage ?? rule?.ErrorMessage ?? execution.StatusSummary,
            Region = execution.Region,
            RecommendedAction = parts.Rollback is null && rule is null ? FailureAdvice.ActionFor(action, execution, parts.Definition) : null,
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

    private static string Describe(string what, string stage, string? why, string? code) =>
        $"{what} of the stage '{stage}' failed: {why ?? NoReason}" + (code is null ? string.Empty : $" ({code})");

    // A line of a minified file would hide the others.
    private static string LogTail(FailedParts parts) => parts.LogTail.Count == 0 ? string.Empty : string.Concat(
        new[] { $"The last lines of the log of '{parts.Action!.ActionName}':" }.Concat(parts.LogTail.Select(line => line.Length <= LongestLine ? "  " + line : $"  {line.Remove(LongestLine)}…"))
            .Select(line => Environment.NewLine + line));

    private static string Superseded(PipelineExecution execution, IReadOnlyList<PipelineExecution> newestFirst)
    {
        var newer = newestFirst.TakeWhile(other => other.PipelineExecutionId != execution.PipelineExecutionId).LastOrDefault(other => other.Status != "Superseded");
        return newer is null ? "was superseded by a newer execution." : $"was superseded by execution {newer.PipelineExecutionId}.";
    }
}
