using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Executions;

/// <summary>
/// Finds and answers manual approvals. The pipeline state contains the token. For parallel executions, only the
/// list of actions contains it, as the external id (PutApprovalResult, API guide).
/// </summary>
internal sealed class Approvals
{
    private const int LongestSummary = 512;
    private readonly PipelineApi _api;

    public Approvals(PipelineApi api) => _api = api;

    public async Task<IReadOnlyList<PendingApproval>> FindAsync(ApprovalQuery query, CancellationToken cancellationToken)
    {
        var state = await _api.GetStateAsync(new GetPipelineStateRequest { Name = query.PipelineName }, cancellationToken).ConfigureAwait(false);
        var found = OfState(query.PipelineName, state).Where(approval => Fits(approval, query)).ToList();
        if (found.Count > 0)
        {
            return found;
        }

        foreach (var execution in await FindParallelAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var actions = await ListActionsAsync(query.PipelineName, execution, cancellationToken).ConfigureAwait(false);
            found.AddRange(OfActions(query.PipelineName, actions).Where(approval => Fits(approval, query)));
        }

        return found;
    }

    public async Task AnswerAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken)
    {
        if (summary.Length > LongestSummary)
        {
            throw ServiceException.FromFindings([new Finding(
                "InvalidApprovalSummary", $"The summary has {summary.Length} characters. The maximum is {LongestSummary}.")]);
        }

        var answer = new PutApprovalResultRequest
        {
            PipelineName = approval.PipelineName,
            StageName = approval.StageName,
            ActionName = approval.ActionName,
            Token = ((TokenApproval)approval).Token,
            Result = new ApprovalResult { Status = isApproved ? ApprovalStatus.Approved : ApprovalStatus.Rejected, Summary = summary },
        };
        try
        {
            await _api.PutApprovalAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException again) when (LostAnswers.Explain(again, "ApprovalAlreadyCompletedException", "InvalidApprovalTokenException"))
        {
            // Another user may have given a different answer in the meantime.
            if (!await IsAnsweredAsync(approval, isApproved, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    private async Task<bool> IsAnsweredAsync(PendingApproval approval, bool isApproved, CancellationToken cancellationToken)
    {
        if (approval.PipelineExecutionId is not { } id)
        {
            return false;
        }

        try
        {
            var actions = await ListActionsAsync(approval.PipelineName, id, cancellationToken).ConfigureAwait(false);
            var action = actions.Find(action => action.StageName == approval.StageName && action.ActionName == approval.ActionName);
            return action?.Status?.Value == (isApproved ? "Succeeded" : "Failed");
        }
        catch (ServiceException unknown)
        {
            // The original error is thrown in this case.
            _api.Diagnostics.Write(new DiagnosticEvent(DiagnosticLevel.Verbose, $"Cannot determine whether the first attempt answered '{approval}': {unknown.Message}"));
            return false;
        }
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
            cursor = parallel.Count == 0 || found.Contains(query.PipelineExecutionId!) ? null : TokenCursor.Next(cursor, page.NextToken, _api.Diagnostics);
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
            cursor = TokenCursor.Next(cursor, page.NextToken, _api.Diagnostics);
        }
        while (cursor is not null);
        return found;
    }

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

    private static IEnumerable<TokenApproval> OfActions(string pipelineName, List<ActionExecutionDetail> actions) =>
        from action in actions
        let token = action.Output?.ExecutionResult?.ExternalExecutionId
        where action.Status?.Value == "InProgress" && ExecutionReader.IsApproval(action) && !string.IsNullOrEmpty(token)
        select new TokenApproval(token!)
        {
            PipelineName = pipelineName,
            StageName = action.StageName!,
            ActionName = action.ActionName!,
            PipelineExecutionId = action.PipelineExecutionId,
            Since = action.StartTime,
        };

    private static bool Fits(PendingApproval approval, ApprovalQuery query) =>
        (query.StageName ?? approval.StageName) == approval.StageName
        && (query.ActionName ?? approval.ActionName) == approval.ActionName
        && (query.PipelineExecutionId ?? approval.PipelineExecutionId) == approval.PipelineExecutionId;

    // Anyone with the token can answer the approval, so it is not exposed.
    private sealed class TokenApproval(string token) : PendingApproval
    {
        internal string Token { get; } = token;
    }
}
