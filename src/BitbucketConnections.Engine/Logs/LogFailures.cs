using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Engine.Logs;

/// <summary>Creates the errors of logs that can't be read.</summary>
internal static class LogFailures
{
    public static ServiceException NoStage(PipelineLogQuery query, Pipeline pipeline) => new(
        ServiceErrorKind.NotFound, $"The pipeline '{query.PipelineName}' has no stage '{query.StageName}'. Its stages: {ShortList.Join(pipeline.Stages.Select(stage => stage.Name))}.")
    {
        Condition = "StageNotFound",
    };

    public static ServiceException NoAction(PipelineLogQuery query, IReadOnlyList<PipelineStage> stages) => new(
        ServiceErrorKind.NotFound,
        $"The pipeline '{query.PipelineName}' has no action '{query.ActionName}'{(query.StageName is null ? null : $" in the stage '{query.StageName}'")}. Its actions: {ShortList.Join(stages.SelectMany(stage => stage.Actions).Select(action => action.Name))}.")
    {
        Condition = "ActionNotFound",
    };

    public static ServiceException NoLoggedAction(PipelineLogQuery query, IReadOnlyList<PipelineAction> actions) => new(
        ServiceErrorKind.NotFound,
        query.ActionName is not null ? $"The action '{query.ActionName}' of the pipeline '{query.PipelineName}' has no log that can be read, because it is of the type {actions[0].ActionTypeId}."
            : $"The {(query.StageName is null ? null : $"stage '{query.StageName}' of the ")}pipeline '{query.PipelineName}' has no action with a log.")
    {
        Condition = "ActionHasNoLog",
    };

    /// <summary>Creates the error of an action that did not start.</summary>
    public static ServiceException NotStarted(PipelineLogQuery query, string executionId) => new(
        ServiceErrorKind.InvalidState,
        $"{(query.ActionName is null ? "No action with a log" : $"The action '{query.ActionName}'")} of the pipeline '{query.PipelineName}' has {(query.ActionName is null ? null : "not ")}started in the execution {executionId}.")
    {
        Condition = "LogNotStarted",
    };

    /// <summary>Creates the error of an action in progress whose log does not exist yet.</summary>
    public static ServiceException NotWritten(LoggedAction action) => new(ServiceErrorKind.InvalidState, $"The action {Of(action)} has started, but its log does not exist yet.")
    {
        Condition = "LogNotStarted",
    };

    /// <summary>Creates the error of an action that ended without a log.</summary>
    public static ServiceException Missing(LoggedAction action) => new(
        ServiceErrorKind.NotFound, $"The action {Of(action)} has no log: AWS names none for it. This happens if a role does not have the right to start the action or to write its log.")
    {
        Condition = "LogNotFound",
    };

    /// <summary>Creates the error of a log that was deleted.</summary>
    public static ServiceException Deleted(LoggedAction action, LogLocation log, ServiceException missing) => missing.WithMeaning(
        ServiceErrorKind.NotFound,
        "LogNotFound",
        $"The log of the action {Of(action)} was not found: CloudWatch Logs in {log.Region} has no stream '{log.Stream}' in the group '{log.Group}'. It was deleted, or its retention time is over.");

    /// <summary>Creates the error of a build that CodeBuild does not have.</summary>
    public static ServiceException NoBuild(LoggedAction action) => new(
        ServiceErrorKind.NotFound,
        action.IsBatch
            ? $"The action {Of(action)} starts a batch of builds, {action.BuildId}, so it has no log of its own. Each build of the batch has one."
            : $"The build {action.BuildId} of the action {Of(action)} was not found in {action.Region}. It was deleted, or it is in another account because the action has its own role.")
    {
        Condition = "BuildNotFound",
    };

    /// <summary>Creates the error of a build whose project has no logs in CloudWatch.</summary>
    public static ServiceException Disabled(LoggedAction action, string? bucket) => new(
        ServiceErrorKind.NotFound,
        $"The build {action.BuildId} of the action {Of(action)} writes no log to CloudWatch, because its project has CloudWatch logs turned off.{(bucket is null ? null : $" Its log is in S3: {bucket}.")}")
    {
        Condition = "BuildLogsDisabled",
    };

    public static ServiceException TimedOut(PipelineLogQuery query, LoggedAction? action) => new(
        ServiceErrorKind.WaitTimeout,
        $"After {query.Follow!.Timeout.TotalSeconds:0} s, {(action is null ? $"no action with a log of the pipeline '{query.PipelineName}' has started" : $"the action {Of(action)} is still in progress")}.")
    {
        Condition = "LogWaitTimeout",
    };

    private static string Of(LoggedAction action) => $"'{action.ActionName}' of the pipeline '{action.PipelineName}'";
}
