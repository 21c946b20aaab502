using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Logs;

/// <summary>Finds the executions of actions whose logs a query selects.</summary>
internal sealed class LoggedActions
{
    private readonly PipelineApi _api;

    public LoggedActions(PipelineApi api) => _api = api;

    /// <summary>Finds the newest execution of a pipeline.</summary>
    /// <exception cref="ServiceException">Kind NotFound, Condition NoExecution.</exception>
    public async Task<string> FindExecutionAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var page = await _api.ListExecutionsAsync(new ListPipelineExecutionsRequest { PipelineName = pipelineName, MaxResults = 1 }, cancellationToken).ConfigureAwait(false);
        return page.PipelineExecutionSummaries is [{ PipelineExecutionId: { } newest }, ..]
            ? newest
            : throw new ServiceException(ServiceErrorKind.NotFound, $"The pipeline '{pipelineName}' has no execution, so it has no log. Run Start-BitbucketPipeline to start one.") { Condition = "NoExecution" };
    }

    /// <summary>Finds the actions that started.</summary>
    /// <param name="query">The query.</param>
    /// <param name="executionId">The execution.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The latest attempt of each action, in the order of the start; empty if none started.</returns>
    public async Task<IReadOnlyList<LoggedAction>> FindAsync(PipelineLogQuery query, string executionId, CancellationToken cancellationToken)
    {
        // The list is newest first.
        var found = new List<LoggedAction>();
        TokenCursor? cursor = null;
        do
        {
            var page = await _api.ListActionsAsync(
                new ListActionExecutionsRequest { PipelineName = query.PipelineName, Filter = new ActionExecutionFilter { PipelineExecutionId = executionId }, NextToken = cursor?.Token },
                cancellationToken).ConfigureAwait(false);
            found.AddRange((page.ActionExecutionDetails ?? []).Where(action => Fits(query, action)).Select(action => LoggedAction.Read(query.PipelineName, _api.Region, action)).OfType<LoggedAction>());
            cursor = TokenCursor.Next(cursor, page.NextToken, PipelineApi.ServiceName, _api.Diagnostics);
        }
        while (cursor is not null);

        var latest = found.GroupBy(action => (action.StageName, action.ActionName)).Select(attempts => attempts.First()).Reverse().ToList();
        var wanted = query.StageName is null && query.ActionName is null ? latest.FindAll(action => action.IsFailed || !action.IsEnded) : latest;
        return wanted.Count > 0 ? wanted : latest;
    }

    /// <summary>Completes an action in progress from the pipeline state, which has the id of its build, or its log stream, earlier than the history.</summary>
    public async Task<LoggedAction> CompleteAsync(LoggedAction action, CancellationToken cancellationToken)
    {
        if (action.IsEnded || action.BuildId is not null || action.StreamArn is not null)
        {
            return action;
        }

        try
        {
            var state = await _api.GetStateAsync(new GetPipelineStateRequest { Name = action.PipelineName }, cancellationToken).ConfigureAwait(false);
            var latest = state.StageStates?.Find(stage => stage.StageName == action.StageName)?.ActionStates?.Find(one => one.ActionName == action.ActionName)?.LatestExecution;
            return latest is null || latest.ActionExecutionId != action.ActionExecutionId
                ? action
                : action with { BuildId = latest.LogStreamARN is null ? latest.ExternalExecutionId : null, StreamArn = latest.LogStreamARN };
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The state of '{action.PipelineName}' can't be read, so the log of '{action.ActionName}' is found only when AWS lists it in the history: {denied.Message}"));
            return action;
        }
    }

    /// <summary>Explains why no action was found, from the definition.</summary>
    /// <returns>The error; null if an action with a log exists and did not start yet.</returns>
    public async Task<ServiceException?> ExplainAsync(PipelineLogQuery query, CancellationToken cancellationToken)
    {
        Pipeline pipeline;
        try
        {
            pipeline = await _api.GetPipelineAsync(query.PipelineName, null, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"The definition of '{query.PipelineName}' can't be read, so its actions are not checked: {denied.Message}"));
            return null;
        }

        var stages = pipeline.Stages.Where(stage => query.StageName is null || stage.Name == query.StageName).ToList();
        if (stages.Count == 0)
        {
            return LogFailures.NoStage(query, pipeline);
        }

        var actions = stages.SelectMany(stage => stage.Actions).Where(action => query.ActionName is null || action.Name == query.ActionName).ToList();
        return actions.Count == 0 ? LogFailures.NoAction(query, stages)
            : actions.Exists(action => LoggedAction.CanHaveLog(action.ActionTypeId)) ? null
            : LogFailures.NoLoggedAction(query, actions);
    }

    /// <summary>Determines whether an execution is in progress, so that actions can still start.</summary>
    public async Task<bool> IsInProgressAsync(string pipelineName, string executionId, CancellationToken cancellationToken)
    {
        var response = await _api.GetExecutionAsync(new GetPipelineExecutionRequest { PipelineName = pipelineName, PipelineExecutionId = executionId }, cancellationToken).ConfigureAwait(false);
        return response.PipelineExecution?.Status?.Value is "InProgress" or "Stopping";
    }

    private static bool Fits(PipelineLogQuery query, ActionExecutionDetail action) =>
        (query.StageName is null || action.StageName == query.StageName)
        && (query.ActionName is null || action.ActionName == query.ActionName)
        && (query.ActionExecutionId is null || action.ActionExecutionId == query.ActionExecutionId);
}
