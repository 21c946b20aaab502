using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The runs of the fake.</summary>
internal sealed partial class FakeSession
{
    public Task<PipelineExecution> StartAsync(PipelineStartRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<PipelineExecution> GetAsync(string pipelineName, string pipelineExecutionId, CancellationToken cancellationToken)
    {
        await engine.CallAsync("GetPipelineExecution", diagnostics, cancellationToken, pipelineExecutionId);
        return new PipelineExecution { PipelineName = pipelineName, PipelineExecutionId = pipelineExecutionId, Region = region };
    }

    public async Task<Page<PipelineExecution>> ListAsync(string pipelineName, PageCursor? cursor, CancellationToken cancellationToken)
    {
        await engine.CallAsync("ListPipelineExecutions", diagnostics, cancellationToken, pipelineName);
        if (engine.EmptyRunLists-- > 0)
        {
            return new Page<PipelineExecution>([], null);
        }

        return engine.PageOf(Enumerable.Range(0, 5).Select(i => new PipelineExecution { PipelineName = pipelineName, PipelineExecutionId = "e" + i, Region = region }).ToList(), cursor);
    }

    public Task<IReadOnlyList<StageState>> GetStateAsync(string pipelineName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<ActionExecution>> ListActionsAsync(
        string pipelineName, string pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PipelineExecution> StopAsync(PipelineStopRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PipelineExecution> RetryStageAsync(StageRetryRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PipelineExecution> RollBackStageAsync(StageRollbackRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PendingApproval>> FindApprovalsAsync(ApprovalQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AnswerApprovalAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetTransitionAsync(TransitionRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IExecutionWaiter CreateWaiter(IReadOnlyList<ExecutionKey> executions, WaitOptions options) => throw new NotSupportedException();
}
