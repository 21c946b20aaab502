using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The executions of the fake.</summary>
internal sealed class FakeExecutions(FakeEngine engine, string region, IDiagnosticSink diagnostics) : IPipelineExecutionService
{
    public async Task<PipelineExecution> StartAsync(PipelineStartRequest request, CancellationToken cancellationToken)
    {
        engine.Locked(() => engine.RunRequests.Add(request));
        await engine.CallAsync("StartPipelineExecution", diagnostics, cancellationToken, request.PipelineName);
        await engine.CreatedAsync($"the execution started-{request.PipelineName} of {request.PipelineName}", diagnostics, cancellationToken);
        return FakeEngine.Execution(request.PipelineName, "started-" + request.PipelineName, region: region);
    }

    public async Task<PipelineExecution> GetAsync(string pipelineName, string pipelineExecutionId, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GetPipelineExecution", diagnostics, cancellationToken, pipelineExecutionId);
        return engine.Runs.Find(run => run.PipelineExecutionId == pipelineExecutionId) ?? FakeEngine.Execution(pipelineName, pipelineExecutionId, region: region);
    }

    public async Task<Page<PipelineExecution>> ListAsync(string pipelineName, PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListPipelineExecutions", diagnostics, cancellationToken, pipelineName);
        if (engine.EmptyRunLists-- > 0)
        {
            return new Page<PipelineExecution>([], null);
        }

        return engine.PageOf(Enumerable.Range(0, 5).Select(i => FakeEngine.Execution(pipelineName, "e" + i, i == 1 ? "Failed" : "Succeeded", region)).ToList(), cursor);
    }

    public async Task<IReadOnlyList<StageState>> GetStateAsync(string pipelineName, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GetPipelineState", diagnostics, cancellationToken, pipelineName);
        return engine.Stages.Count > 0 ? engine.Stages : [new StageState { PipelineName = pipelineName, StageName = "Source", Region = region }, new StageState { PipelineName = pipelineName, StageName = "Build", Region = region }];
    }

    public async Task<Page<ActionExecution>> ListActionsAsync(
        string pipelineName, string pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListActionExecutions", diagnostics, cancellationToken, pipelineExecutionId);
        return engine.PageOf(engine.Actions, cursor);
    }

    public async Task<Page<RuleExecution>> ListRulesAsync(
        string pipelineName, string? pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListRuleExecutions", diagnostics, cancellationToken, $"{pipelineName} {pipelineExecutionId}".TrimEnd());
        return engine.PageOf(engine.Rules.Where(rule => (pipelineExecutionId ?? rule.PipelineExecutionId) == rule.PipelineExecutionId).ToList(), cursor);
    }

    public async Task<IReadOnlyList<StageRollbackTargets>> ListRollbackTargetsAsync(string pipelineName, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListRollbackTargets", diagnostics, cancellationToken, pipelineName);
        return engine.RollbackTargets;
    }

    public async Task<ConditionOverrideRequest> FindConditionAsync(ConditionOverrideRequest request, CancellationToken cancellationToken)
    {
        engine.Locked(() => engine.RunRequests.Add(request));
        await engine.CallAsync("FindCondition", diagnostics, cancellationToken, request.PipelineName);
        return new ConditionOverrideRequest
        {
            PipelineName = request.PipelineName,
            StageName = request.StageName ?? "Deploy",
            ConditionType = request.ConditionType ?? "BEFORE_ENTRY",
            PipelineExecutionId = request.PipelineExecutionId ?? "latest",
        };
    }

    public Task<PipelineExecution> OverrideConditionAsync(ConditionOverrideRequest request, CancellationToken cancellationToken) =>
        RunAsync("OverrideStageCondition", request, request.PipelineName, request.PipelineExecutionId!, cancellationToken);

    public Task<PipelineExecution> StopAsync(PipelineStopRequest request, CancellationToken cancellationToken) =>
        RunAsync("StopPipelineExecution", request, request.PipelineName, request.PipelineExecutionId, cancellationToken);

    public Task<PipelineExecution> RetryStageAsync(StageRetryRequest request, CancellationToken cancellationToken) =>
        RunAsync("RetryStageExecution", request, request.PipelineName, request.PipelineExecutionId ?? "latest", cancellationToken);

    public Task<PipelineExecution> RollBackStageAsync(StageRollbackRequest request, CancellationToken cancellationToken) =>
        RunAsync("RollbackStage", request, request.PipelineName, "rollback", cancellationToken);

    public async Task<IReadOnlyList<PendingApproval>> FindApprovalsAsync(ApprovalQuery query, CancellationToken cancellationToken)
    {
        engine.Locked(() => engine.RunRequests.Add(query));
        await engine.CallAsync("FindApprovals", diagnostics, cancellationToken, query.PipelineName);
        return engine.Approvals.Where(a => a.PipelineName == query.PipelineName && (query.StageName ?? a.StageName) == a.StageName).ToList<PendingApproval>();
    }

    public Task AnswerApprovalAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken) =>
        engine.CallAsync("PutApprovalResult", diagnostics, cancellationToken, $"{approval} {(isApproved ? "Approved" : "Rejected")} {summary}".TrimEnd());

    public Task SetTransitionAsync(TransitionRequest request, CancellationToken cancellationToken)
    {
        engine.Locked(() => engine.RunRequests.Add(request));
        return engine.CallAsync(request.IsEnabled ? "EnableStageTransition" : "DisableStageTransition", diagnostics, cancellationToken, request.StageName);
    }

    public IExecutionWaiter CreateWaiter(IReadOnlyList<ExecutionKey> executions, WaitOptions options)
    {
        engine.Locked(() => engine.RunRequests.Add(options));
        return new FakeExecutionWaiter(engine, executions, diagnostics, region);
    }

    private async Task<PipelineExecution> RunAsync(string operation, object request, string pipelineName, string id, CancellationToken cancellationToken)
    {
        engine.Locked(() => engine.RunRequests.Add(request));
        await engine.CallAsync(operation, diagnostics, cancellationToken, pipelineName);
        return FakeEngine.Execution(pipelineName, id, region: region);
    }

    private sealed class FakeExecutionWaiter(FakeEngine engine, IReadOnlyList<ExecutionKey> keys, IDiagnosticSink diagnostics, string region) : IExecutionWaiter
    {
        public async Task<ExecutionPoll> PollAsync(CancellationToken cancellationToken)
        {
            await engine.CallAsync("PollRuns", diagnostics, cancellationToken, string.Join(",", keys.Select(key => key.PipelineName)));
            return engine.ExecutionPolls.Count > 0
                ? engine.ExecutionPolls.Dequeue()(keys)
                : new ExecutionPoll { IsCompleted = true, Succeeded = keys.Select(key => FakeEngine.Execution(key.PipelineName, key.PipelineExecutionId, "Succeeded", region)).ToList() };
        }
    }
}
