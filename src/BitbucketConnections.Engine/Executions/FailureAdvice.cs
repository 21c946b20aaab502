using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Failures;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Gives advice for action failures, from the table of the known ones.</summary>
internal static class FailureAdvice
{
    private static readonly Regex s_connection = new("arn:aws[a-z-]*:(codestar-connections|codeconnections):[a-z0-9-]+:[0-9]{12}:connection/[A-Za-z0-9-]+", RegexOptions.CultureInvariant);

    /// <summary>The advice for an execution whose stage was rolled back. It can't be retried.</summary>
    public const string OfRollback = "Fix the cause, then start a new execution with Start-BitbucketPipeline.";

    /// <summary>Gets the advice for an execution that a stage condition ended.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="rule">The rule that failed.</param>
    /// <param name="gate">The condition: BeforeEntry, OnSuccess or OnFailure; null if it is unknown.</param>
    public static string OfRule(PipelineExecution execution, RuleExecution rule, string? gate)
    {
        // A condition on failure can't be overridden: the stage failed before it. A PARALLEL pipeline has no state, so the command needs everything.
        var skip = $"run Skip-BitbucketPipelineCondition -PipelineName '{execution.PipelineName}' -StageName '{rule.StageName}' -ConditionType {gate ?? "<BeforeEntry or OnSuccess>"} -PipelineExecutionId {execution.PipelineExecutionId}";
        return gate == nameof(StageState.OnFailure)
            ? "So the result of the condition, such as a rollback, did not take effect. " + For(null, execution)
            : $"To continue without the condition, {skip}. Otherwise, fix the cause, then start a new execution with Start-BitbucketPipeline.";
    }

    /// <summary>Gets the advice for a failure: its causes, the most likely first, each with what removes it.</summary>
    public static string For(ActionExecution? action, PipelineExecution execution)
    {
        var known = ActionFailures.Find(action?.ErrorMessage ?? execution.StatusSummary);
        return known is { Id: not "InternalError" } || (known is not null && action is { ErrorCode: "JobFailed" or "InternalError" })
            ? Text(known, action, execution)
            : "Fix the cause, then run Restart-BitbucketPipelineStage, or start a new execution with Start-BitbucketPipeline.";
    }

    private static string Text(ActionFailure known, ActionExecution? action, PipelineExecution execution)
    {
        var values = new Dictionary<string, string?>
        {
            ["pipeline"] = PasteText.Of(execution.PipelineName), ["region"] = execution.Region, ["stage"] = action is null ? null : PasteText.Of(action.StageName),
            ["connection"] = s_connection.Match(action?.ErrorMessage ?? string.Empty) is { Success: true } arn ? arn.Value : null,
        };
        string Line(FailureCause cause) => string.Join(" ", new[] { cause.Cause, cause.Remedy, cause.Command is null ? null : $"Run: {ActionFailures.Fill(cause.Command, values)}" }.OfType<string>());
        return known.Causes.Count == 1
            ? Line(known.Causes[0])
            : "Possible causes, the most likely first:" + string.Concat(known.Causes.Select((cause, index) => $"{Environment.NewLine}{index + 1}. {Line(cause)}"));
    }
}
