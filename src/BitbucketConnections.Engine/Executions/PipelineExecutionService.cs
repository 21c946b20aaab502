using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.Executions;

/// <summary>Manages executions of the pipelines of one Region.</summary>
internal sealed class PipelineExecutionService : IPipelineExecutionService
{
    // AWS finds an execution some seconds after its start (observed: between 0.7 and 2.3 seconds).
    private static readonly TimeSpan s_visible = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private readonly PipelineApi _api;
    private readonly ExecutionReader _reader;
    private readonly IClock _clock;
    private readonly ApprovalFinder _approvalFinder;
    private readonly Approvals _approvals;
    private readonly Transitions _transitions;

    public PipelineExecutionService(PipelineApi api, IClock clock)
    {
        _api = api;
        _clock = clock;
        _reader = new ExecutionReader(api.Region, api.Links);
        _approvalFinder = new ApprovalFinder(api);
        _approvals = new Approvals(api, _approvalFinder);
        _transitions = new Transitions(api);
    }

    public async Task<BitbucketConnections.PipelineExecution> StartAsync(PipelineStartRequest request, CancellationToken cancellationToken)
    {
        var start = await new ExecutionStart(_api).PrepareAsync(request, cancellationToken).ConfigureAwait(false);
        var started = await _api.StartExecutionAsync(start, cancellationToken).ConfigureAwait(false);
        var id = _api.Required(started.PipelineExecutionId, "pipelineExecutionId", "StartPipelineExecution", request.PipelineName);
        ReportStarted(id, request.PipelineName);
        return await ReadBackAsync(request.PipelineName, id, "was started", cancellationToken).ConfigureAwait(false);
    }

    public async Task<BitbucketConnections.PipelineExecution> GetAsync(
        string pipelineName, string pipelineExecutionId, CancellationToken cancellationToken)
    {
        var response = await _api.GetExecutionAsync(
            new GetPipelineExecutionRequest { PipelineName = pipelineName, PipelineExecutionId = pipelineExecutionId },
            cancellationToken).ConfigureAwait(false);
        return _reader.Read(_api.Required(response.PipelineExecution, "pipelineExecution", "GetPipelineExecution", pipelineName));
    }

    public async Task<Page<BitbucketConnections.PipelineExecution>> ListAsync(
        string pipelineName, PageCursor? cursor, CancellationToken cancellationToken)
    {
        var response = await _api.ListExecutionsAsync(
            new ListPipelineExecutionsRequest { PipelineName = pipelineName, NextToken = (cursor as TokenCursor)?.Token },
            cancellationToken).ConfigureAwait(false);
        var items = (response.PipelineExecutionSummaries ?? []).ConvertAll(s => _reader.Read(pipelineName, s));
        return new Page<BitbucketConnections.PipelineExecution>(items, TokenCursor.Next(cursor, response.NextToken, PipelineApi.ServiceName, _api.Diagnostics));
    }

    /// <summary>Lists every execution of a pipeline that has not ended: those in status <c>InProgress</c> or <c>Stopping</c>.</summary>
    /// <exception cref="ServiceException">The pipeline does not exist, or a page could not be read. An incomplete list is never returned.</exception>
    public async Task<IReadOnlyList<BitbucketConnections.PipelineExecution>> ListInProgressAsync(string pipelineName, CancellationToken cancellationToken)
    {
        // An execution that waits for an approval may be older than hundreds of ended executions, so all pages are read.
        var found = new List<BitbucketConnections.PipelineExecution>();
        TokenCursor? cursor = null;
        do
        {
            var page = await _api.ListExecutionsAsync(
                new ListPipelineExecutionsRequest { PipelineName = pipelineName, NextToken = cursor?.Token }, cancellationToken).ConfigureAwait(false);
            found.AddRange((page.PipelineExecutionSummaries ?? []).FindAll(s => s.Status?.Value is "InProgress" or "Stopping").ConvertAll(s => _reader.Read(pipelineName, s)));
            cursor = TokenCursor.NextOfAll(cursor, page.NextToken, PipelineApi.ServiceName, "ListPipelineExecutions");
        }
        while (cursor is not null);
        return found;
    }

    public async Task<IReadOnlyList<BitbucketConnections.StageState>> GetStateAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var stages = await ReadStateAsync(pipelineName, cancellationToken).ConfigureAwait(false);
        return stages.Count > 0 ? stages : await new StageHistory(this, _api).ReadAsync(pipelineName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the stages of the pipeline state. The state of a PARALLEL pipeline has none.</summary>
    public async Task<IReadOnlyList<BitbucketConnections.StageState>> ReadStateAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var response = await _api.GetStateAsync(new GetPipelineStateRequest { Name = pipelineName }, cancellationToken).ConfigureAwait(false);
        return (response.StageStates ?? []).Select(stage => _reader.Read(pipelineName, response.PipelineVersion, stage)).ToList();
    }

    /// <summary>Reads the pipeline of an execution, as it is now.</summary>
    public Task<Pipeline> ReadDefinitionAsync(string pipelineName, CancellationToken cancellationToken) => _api.GetPipelineAsync(pipelineName, null, null, cancellationToken);

    public async Task<Page<ActionExecution>> ListActionsAsync(
        string pipelineName, string pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken)
    {
        var response = await _api.ListActionsAsync(
            new ListActionExecutionsRequest
            {
                PipelineName = pipelineName,
                Filter = new ActionExecutionFilter { PipelineExecutionId = pipelineExecutionId },
                NextToken = (cursor as TokenCursor)?.Token,
            },
            cancellationToken).ConfigureAwait(false);
        var items = (response.ActionExecutionDetails ?? []).ConvertAll(action => _reader.Read(pipelineName, action));
        return new Page<ActionExecution>(items, TokenCursor.Next(cursor, response.NextToken, PipelineApi.ServiceName, _api.Diagnostics));
    }

    public async Task<Page<BitbucketConnections.RuleExecution>> ListRulesAsync(
        string pipelineName, string? pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken)
    {
        var response = await _api.ListRulesAsync(
            new ListRuleExecutionsRequest
            {
                PipelineName = pipelineName,
                Filter = pipelineExecutionId is null ? null : new RuleExecutionFilter { PipelineExecutionId = pipelineExecutionId },
                NextToken = (cursor as TokenCursor)?.Token,
            },
            cancellationToken).ConfigureAwait(false);
        var items = (response.RuleExecutionDetails ?? []).ConvertAll(rule => _reader.Read(pipelineName, rule));
        return new Page<BitbucketConnections.RuleExecution>(items, TokenCursor.Next(cursor, response.NextToken, PipelineApi.ServiceName, _api.Diagnostics));
    }

    public async Task<BitbucketConnections.PipelineExecution> StopAsync(PipelineStopRequest request, CancellationToken cancellationToken)
    {
        if (request.Reason is { Length: > 200 } reason)
        {
            throw ServiceException.FromFindings([new Finding("InvalidStopReason", $"The reason has {reason.Length} characters. The maximum is 200.")], request.PipelineName);
        }

        var stop = new StopPipelineExecutionRequest
        {
            PipelineName = request.PipelineName,
            PipelineExecutionId = request.PipelineExecutionId,
            Abandon = request.Abandon,
            Reason = string.IsNullOrEmpty(request.Reason) ? null : request.Reason,
        };
        try
        {
            await _api.StopExecutionAsync(stop, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException again) when (LostAnswers.Explain(again, "DuplicatedStopRequestException", "PipelineExecutionNotStoppableException"))
        {
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Verbose, $"The first attempt completed the stop of execution {request.PipelineExecutionId}, but its response was lost."));
        }

        return await ReadBackAsync(request.PipelineName, request.PipelineExecutionId, "is stopping", cancellationToken).ConfigureAwait(false);
    }

    public async Task<BitbucketConnections.PipelineExecution> RetryStageAsync(StageRetryRequest request, CancellationToken cancellationToken)
    {
        var id = await new StageRetry(this, _api, _clock).RunAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadBackAsync(request.PipelineName, id, "was retried", cancellationToken).ConfigureAwait(false);
    }

    public async Task<BitbucketConnections.PipelineExecution> RollBackStageAsync(StageRollbackRequest request, CancellationToken cancellationToken)
    {
        await V2Only.RequireAsync(_api, request.PipelineName, "A rollback", cancellationToken).ConfigureAwait(false);
        var target = request.TargetPipelineExecutionId
            ?? await new RollbackTarget(_api).FindAsync(request, cancellationToken).ConfigureAwait(false);
        using var answers = LostAnswers.Watch();
        var response = await _api.RollbackStageAsync(
            new RollbackStageRequest { PipelineName = request.PipelineName, StageName = request.StageName, TargetPipelineExecutionId = target },
            cancellationToken).ConfigureAwait(false);
        var id = _api.Required(response.PipelineExecutionId, "pipelineExecutionId", "RollbackStage", request.PipelineName);
        ReportStarted(id, request.PipelineName);
        if (answers.Any)
        {
            await new RollbackTwin(_api).WarnAsync(request, id, cancellationToken).ConfigureAwait(false);
        }

        return await ReadBackAsync(request.PipelineName, id, "was started", cancellationToken).ConfigureAwait(false);
    }

    public Task<ConditionOverrideRequest> FindConditionAsync(ConditionOverrideRequest request, CancellationToken cancellationToken) =>
        new ConditionFinder(this, _api).FindAsync(request, cancellationToken);

    public async Task<BitbucketConnections.PipelineExecution> OverrideConditionAsync(ConditionOverrideRequest request, CancellationToken cancellationToken)
    {
        await new ConditionOverride(_api).SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadBackAsync(request.PipelineName, request.PipelineExecutionId!, "continues", cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<StageRollbackTargets>> ListRollbackTargetsAsync(string pipelineName, CancellationToken cancellationToken) =>
        new RollbackTarget(_api).ListAllAsync(pipelineName, _reader, cancellationToken);

    public Task<IReadOnlyList<PendingApproval>> FindApprovalsAsync(ApprovalQuery query, CancellationToken cancellationToken) =>
        _approvalFinder.FindAsync(query, cancellationToken);

    public Task AnswerApprovalAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken) =>
        _approvals.AnswerAsync(approval, isApproved, summary, cancellationToken);

    public Task SetTransitionAsync(TransitionRequest request, CancellationToken cancellationToken) => _transitions.SetAsync(request, cancellationToken);

    public IExecutionWaiter CreateWaiter(IReadOnlyList<ExecutionKey> executions, WaitOptions options) =>
        new ExecutionWaiter(this, new StageHistory(this, _api), executions, options, _api.Diagnostics, _clock);

    private void ReportStarted(string id, string pipelineName) => _api.ReportCreated($"the execution {id} of {pipelineName}");

    // The change was made. A caller who can't read the execution must still get its id.
    private async Task<BitbucketConnections.PipelineExecution> ReadBackAsync(
        string pipelineName, string id, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await GetWhenVisibleAsync(pipelineName, id, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"Execution {id} of '{pipelineName}' {what}, but can't be read: {failure.Message}"));
            return _reader.Started(pipelineName, id);
        }
    }

    private async Task<BitbucketConnections.PipelineExecution> GetWhenVisibleAsync(string pipelineName, string id, CancellationToken cancellationToken)
    {
        var started = _clock.Uptime;
        while (true)
        {
            try
            {
                return await GetAsync(pipelineName, id, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException missing) when (missing.IsExecutionNotFound && _clock.Uptime - started < s_visible)
            {
                await _clock.DelayAsync(s_pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
