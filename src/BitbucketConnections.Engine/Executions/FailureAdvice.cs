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
    /// <param name="action">The action that failed; null if it is not known.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="definition">The pipeline, for the names of its roles; null if it can't be read.</param>
    public static string For(ActionExecution? action, PipelineExecution execution, Pipeline? definition = null)
    {
        if (Known(action, execution) is not { } known)
        {
            return "Fix the cause, then run Restart-BitbucketPipelineStage, or start a new execution with Start-BitbucketPipeline.";
        }

        var values = Values(action, execution, definition);
        string Line(FailureCause cause) => string.Join(
            " ", new[] { ActionFailures.Text(cause.Cause, values), cause.Remedy, cause.Command is null ? null : $"Run: {ActionFailures.Command(cause.Command, values)}" }.OfType<string>());
        return known.Causes.Count == 1
            ? Line(known.Causes[0])
            : "Possible causes, the most likely first:" + string.Concat(known.Causes.Select((cause, index) => $"{Environment.NewLine}{index + 1}. {Line(cause)}"));
    }

    /// <summary>Gets what removes the most likely cause, with its command; null if the cause is not known.</summary>
    public static string? ActionFor(ActionExecution? action, PipelineExecution execution, Pipeline? definition)
    {
        if (Known(action, execution)?.Causes[0] is not { } cause)
        {
            return null;
        }

        var values = Values(action, execution, definition);
        var retry = action is null ? "Start-BitbucketPipeline" : $"Restart-BitbucketPipelineStage -PipelineName {values["pipeline"]} -Region {execution.Region} -StageName {values["stage"]}";
        return cause.Command is null ? $"{cause.Remedy}{Environment.NewLine}To retry, run: {retry}" : $"Run: {ActionFailures.Command(cause.Command, values)}{Environment.NewLine}To retry, run: {retry}";
    }

    /// <summary>Determines whether the advice names roles or connections of the pipeline.</summary>
    public static bool NeedsDefinition(ActionExecution? action, PipelineExecution execution) =>
        Known(action, execution)?.Causes.Any(cause => cause.Cause.Any(c => c == '{') || cause.Command?.Contains("{connection}") == true) == true;

    // AWS uses the code of an internal error for every failure of an action.
    private static ActionFailure? Known(ActionExecution? action, PipelineExecution execution)
    {
        var known = ActionFailures.Find(action?.ErrorMessage ?? execution.StatusSummary);
        return known?.Id == "InternalError" && action is not { ErrorCode: "JobFailed" or "InternalError" } ? null : known;
    }

    private static Dictionary<string, string?> Values(ActionExecution? action, PipelineExecution execution, Pipeline? definition)
    {
        var declared = definition?.Stages.FirstOrDefault(stage => stage.Name == action?.StageName)?.Actions.FirstOrDefault(one => one.Name == action?.ActionName);
        return new()
        {
            ["pipeline"] = PasteText.Of(execution.PipelineName),
            ["region"] = execution.Region,
            ["stage"] = action is null ? null : PasteText.Of(action.StageName),
            ["connection"] = s_connection.Match(action?.ErrorMessage ?? string.Empty) is { Success: true } arn ? arn.Value : definition?.ConnectionArn,
            ["role"] = definition?.RoleArn,
            ["project"] = declared?.Configuration is { } configuration && configuration.TryGetValue("ProjectName", out var project) ? $"'{project}'" : null,
        };
    }
}
