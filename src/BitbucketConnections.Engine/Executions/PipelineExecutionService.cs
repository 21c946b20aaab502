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
    private readonly PipelineApi _api;
    private readonly ExecutionReader _reader;
    private readonly IClock _clock;
    private readonly Approvals _approvals;
    private readonly Transitions _transitions;

    public PipelineExecutionService(PipelineApi api, IClock clock)
    {
        _api = api;
        _clock = clock;
        _reader = new ExecutionReader(api.Region, api.Links);
        _approvals = new Approvals(api);
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
        return new Page<BitbucketConnections.PipelineExecution>(items, TokenCursor.Next(cursor, response.NextToken, _api.Diagnostics));
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
            cursor = TokenCursor.NextOfAll(cursor, page.NextToken, "ListPipelineExecutions");
        }
        while (cursor is not null);
        return found;
    }

    public async Task<IReadOnlyList<BitbucketConnections.StageState>> GetStateAsync(string pipelineName, CancellationToken cancellationToken)
    {
        var response = await _api.GetStateAsync(new GetPipelineStateRequest { Name = pipelineName }, cancellationToken).ConfigureAwait(false);
        return (response.StageStates ?? []).Select(stage => _reader.Read(pipelineName, response.PipelineVersion, stage)).ToList();
    }

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
        return new Page<ActionExecution>(items, TokenCursor.Next(cursor, response.NextToken, _api.Diagnostics));
    }

    public async Task<BitbucketConnections.PipelineExecution> StopAsync(PipelineStopRequest request, CancellationToken cancellationToken)
    {
        if (request.Reason is { Length: > 200 } reason)
        {
            throw ServiceException.FromFindings([new Finding("InvalidStopReason", $"The reason has {reason.Length} characters. The maximum is 200.")]);
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
            TellRepeated("stop", request.PipelineExecutionId);
        }

        return await ReadBackAsync(request.PipelineName, request.PipelineExecutionId, "is stopping", cancellationToken).ConfigureAwait(false);
    }

    public async Task<BitbucketConnections.PipelineExecution> RetryStageAsync(StageRetryRequest request, CancellationToken cancellationToken)
    {
        var retry = request.StageName is null || request.PipelineExecutionId is null
            ? RetryTarget.Find(request, await GetStateAsync(request.PipelineName, cancellationToken).ConfigureAwait(false))
            : request;
        var id = await RetryStageAsync(
            new RetryStageExecutionRequest
            {
                PipelineName = retry.PipelineName,
                StageName = retry.StageName,
                PipelineExecutionId = retry.PipelineExecutionId,
                RetryMode = retry.RetryMode,
            },
            cancellationToken).ConfigureAwait(false);
        return await ReadBackAsync(request.PipelineName, id, "was retried", cancellationToken).ConfigureAwait(false);
    }

    public async Task<BitbucketConnections.PipelineExecution> RollBackStageAsync(StageRollbackRequest request, CancellationToken cancellationToken)
    {
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

    public Task<IReadOnlyList<PendingApproval>> FindApprovalsAsync(ApprovalQuery query, CancellationToken cancellationToken) =>
        _approvals.FindAsync(query, cancellationToken);

    public Task AnswerApprovalAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken) =>
        _approvals.AnswerAsync(approval, isApproved, summary, cancellationToken);

    public Task SetTransitionAsync(TransitionRequest request, CancellationToken cancellationToken) => _transitions.SetAsync(request, cancellationToken);

    public IExecutionWaiter CreateWaiter(IReadOnlyList<ExecutionKey> executions, WaitOptions options) =>
        new ExecutionWaiter(this, executions, options, _api.Diagnostics, _clock);

    // A retry of a stage keeps the execution id.
    private async Task<string> RetryStageAsync(RetryStageExecutionRequest retry, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _api.RetryStageAsync(retry, cancellationToken).ConfigureAwait(false);
            return response.PipelineExecutionId ?? retry.PipelineExecutionId!;
        }
        catch (ServiceException again) when (LostAnswers.Explain(again, "StageNotRetryableException"))
        {
            TellRepeated("retry", retry.PipelineExecutionId!);
            return retry.PipelineExecutionId!;
        }
    }

    private void ReportStarted(string id, string pipelineName) => _api.ReportCreated($"the execution {id} of {pipelineName}");

    private void TellRepeated(string what, string id) => _api.Diagnostics.Write(new DiagnosticEvent(
        DiagnosticLevel.Verbose, $"The first attempt completed the {what} of execution {id}, but its response was lost."));

    // The change was made. A caller who can't read the execution must still get its id.
    private async Task<BitbucketConnections.PipelineExecution> ReadBackAsync(
        string pipelineName, string id, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(pipelineName, id, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure)
        {
            _api.Diagnostics.Write(new DiagnosticEvent(
                DiagnosticLevel.Warning, $"Execution {id} of '{pipelineName}' {what}, but can't be read: {failure.Message}"));
            return _reader.Started(pipelineName, id);
        }
    }
}
