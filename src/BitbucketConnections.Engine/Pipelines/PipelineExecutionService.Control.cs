using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Engine.Pipelines;

/// <content>What changes runs.</content>
internal sealed partial class PipelineExecutionService
{
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
