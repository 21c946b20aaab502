using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>
/// Finds manual approvals. The pipeline state contains the token. The state of a PARALLEL pipeline has no stages, so the approvals of parallel
/// executions are found in the list of their actions.
/// </summary>
internal sealed class ApprovalFinder
{
    private readonly PipelineApi _api;

    public ApprovalFinder(PipelineApi api) => _api = api;

    public async Task<IReadOnlyList<PendingApproval>> FindAsync(ApprovalQuery query, CancellationToken cancellationToken)
    {
        var state = await _api.GetStateAsync(new GetPipelineStateRequest { Name = query.PipelineName }, cancellationToken).ConfigureAwait(false);
        var found = OfState(query.PipelineName, state).Where(approval => Fits(approval, query)).ToList();
        if (found.Count > 0)
        {
            return query.IncludeStartTime ? await WithStartTimesAsync(found, cancellationToken).ConfigureAwait(false) : found;
        }

        foreach (var execution in await FindParallelAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var actions = await ListActionsAsync(query.PipelineName, execution, cancellationToken).ConfigureAwait(false);
            found.AddRange(OfActions(query.PipelineName, actions).Where(approval => Fits(approval, query)));
        }

        return found;
    }

    /// <summary>Gets the current status of the action of an approval; null if it can't be found.</summary>
    public async Task<string?> StatusAsync(PendingApproval approval, CancellationToken cancellationToken)
    {
        // The state shows an answer at once, and the list of actions about 30 seconds later (observed).
        var state = await _api.GetStateAsync(new GetPipelineStateRequest { Name = approval.PipelineName }, cancellationToken).ConfigureAwait(false);
        if (state.StageStates?.Find(stage => stage.StageName == approval.StageName) is { } stage
            && stage.LatestExecution?.PipelineExecutionId == approval.PipelineExecutionId)
        {
            return stage.ActionStates?.Find(action => action.ActionName == approval.ActionName)?.LatestExecution?.Status?.Value;
        }

        var actions = await ListActionsAsync(approval.PipelineName, approval.PipelineExecutionId!, cancellationToken).ConfigureAwait(false);
        return actions.Find(action => IsSame(action, approval))?.Status?.Value;
    }

    private async Task<List<string>> FindParallelAsync(ApprovalQuery query, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        TokenCursor? cursor = null;
        do
        {
            var page = await _api.ListExecutionsAsync(
                new ListPipelineExecutionsRequest { PipelineName = query.PipelineName, NextToken = cursor?.Token }, cancellationToken).ConfigureAwait(false);
            var parallel = (page.PipelineExecutionSummaries ?? []).FindAll(execution => execution.ExecutionMode?.Value == "PARALLEL");
            found.AddRange(parallel
                .Where(execution => execution.Status?.Value == "InProgress")
                .Where(execution => query.PipelineExecutionId is null || execution.PipelineExecutionId == query.PipelineExecutionId)
                .Select(execution => execution.PipelineExecutionId!));
            cursor = parallel.Count == 0 || found.Contains(query.PipelineExecutionId!) ? null : TokenCursor.Next(cursor, page.NextToken, PipelineApi.ServiceName, _api.Diagnostics);
        }
        while (cursor is not null);
        return found;
    }

    private async Task<List<ActionExecutionDetail>> ListActionsAsync(string pipelineName, string execution, CancellationToken cancellationToken)
    {
        var found = new List<ActionExecutionDetail>();
        TokenCursor? cursor = null;
        do
        {
            var page = await _api.ListActionsAsync(
                new ListActionExecutionsRequest
                {
                    PipelineName = pipelineName, Filter = new ActionExecutionFilter { PipelineExecutionId = execution }, NextToken = cursor?.Token,
                },
                cancellationToken).ConfigureAwait(false);
            found.AddRange(page.ActionExecutionDetails ?? []);
            cursor = TokenCursor.Next(cursor, page.NextToken, PipelineApi.ServiceName, _api.Diagnostics);
        }
        while (cursor is not null);
        return found;
    }

    // The state of a waiting approval has no time (observed). The list of actions has it, with one call for each execution.
    private async Task<List<TokenApproval>> WithStartTimesAsync(List<TokenApproval> approvals, CancellationToken cancellationToken)
    {
        var found = approvals.FindAll(approval => approval.Since is not null || approval.PipelineExecutionId is null);
        foreach (var execution in approvals.Except(found).GroupBy(approval => approval.PipelineExecutionId!).ToList())
        {
            var actions = await TryListActionsAsync(approvals[0].PipelineName, execution.Key, cancellationToken).ConfigureAwait(false);
            found.AddRange(execution.Select(approval => WithStartTime(approval, actions.Find(action => IsSame(action, approval))?.StartTime)));
        }

        return found;
    }

    private async Task<List<ActionExecutionDetail>> TryListActionsAsync(string pipelineName, string execution, CancellationToken cancellationToken)
    {
        try
        {
            return await ListActionsAsync(pipelineName, execution, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException unknown)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Cannot determine when the approvals of execution {execution} started to wait: {unknown.Message}"));
            return [];
        }
    }

    private static TokenApproval WithStartTime(TokenApproval approval, DateTime? start) => new(approval.Token)
    {
        PipelineName = approval.PipelineName,
        StageName = approval.StageName,
        ActionName = approval.ActionName,
        PipelineExecutionId = approval.PipelineExecutionId,
        Since = start,
    };

    private static IEnumerable<TokenApproval> OfState(string pipelineName, GetPipelineStateResponse state) =>
        from stage in state.StageStates ?? []
        from action in stage.ActionStates ?? []
        let latest = action.LatestExecution
        where latest is { Token: { Length: > 0 } } && latest.Status?.Value == "InProgress"
        select new TokenApproval(latest.Token!)
        {
            PipelineName = pipelineName,
            StageName = stage.StageName!,
            ActionName = action.ActionName!,
            PipelineExecutionId = stage.LatestExecution?.PipelineExecutionId,
            Since = latest.LastStatusChange,
        };

    // The API guide says that the external id is the token. AWS returned no external id while an approval waits, and in each observed approval the
    // token was the id of the action execution.
    private static IEnumerable<TokenApproval> OfActions(string pipelineName, List<ActionExecutionDetail> actions) =>
        from action in actions
        let external = action.Output?.ExecutionResult?.ExternalExecutionId
        let token = string.IsNullOrEmpty(external) ? action.ActionExecutionId : external
        where action.Status?.Value == "InProgress" && ExecutionReader.IsApproval(action) && !string.IsNullOrEmpty(token)
        select new TokenApproval(token!)
        {
            PipelineName = pipelineName,
            StageName = action.StageName!,
            ActionName = action.ActionName!,
            PipelineExecutionId = action.PipelineExecutionId,
            Since = action.StartTime,
        };

    private static bool IsSame(ActionExecutionDetail action, PendingApproval approval) =>
        action.StageName == approval.StageName && action.ActionName == approval.ActionName;

    private static bool Fits(PendingApproval approval, ApprovalQuery query) =>
        (query.StageName ?? approval.StageName) == approval.StageName
        && (query.ActionName ?? approval.ActionName) == approval.ActionName
        && (query.PipelineExecutionId ?? approval.PipelineExecutionId) == approval.PipelineExecutionId;
}
