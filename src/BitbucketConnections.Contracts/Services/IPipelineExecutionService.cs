using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Executions of pipelines, and pipelines as they stand.</summary>
public interface IPipelineExecutionService
{
    /// <summary>Starts an execution.</summary>
    /// <param name="request">The pipeline, and what the execution is to take.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The execution as GetPipelineExecution shows it.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, with every finding; the pipeline does not exist; 50 executions are under way.</exception>
    Task<PipelineExecution> StartAsync(PipelineStartRequest request, CancellationToken cancellationToken);

    /// <summary>Gets an execution.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="pipelineExecutionId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The execution.</returns>
    Task<PipelineExecution> GetAsync(string pipelineName, string pipelineExecutionId, CancellationToken cancellationToken);

    /// <summary>Lists a page of executions, newest first. AWS keeps 12 months.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page.</returns>
    Task<Page<PipelineExecution>> ListAsync(string pipelineName, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Gets the stages of a pipeline as they stand.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The stages in order.</returns>
    Task<IReadOnlyList<StageState>> GetStateAsync(string pipelineName, CancellationToken cancellationToken);

    /// <summary>Lists a page of the actions of an execution, newest first.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="pipelineExecutionId">The execution.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page.</returns>
    Task<Page<ActionExecution>> ListActionsAsync(
        string pipelineName, string pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Stops an execution: waits for its actions under way, or abandons them.</summary>
    /// <param name="request">Which execution, and how.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The execution after the call, Stopping or Stopped.</returns>
    /// <exception cref="ServiceException">The execution is finished, or is already being stopped that way.</exception>
    Task<PipelineExecution> StopAsync(PipelineStopRequest request, CancellationToken cancellationToken);

    /// <summary>Runs a failed stage of the newest execution again.</summary>
    /// <param name="request">Which stage, of which execution.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The execution, which keeps its id.</returns>
    /// <exception cref="ServiceException">The stage can't be retried now, or the execution is not the newest.</exception>
    Task<PipelineExecution> RetryStageAsync(StageRetryRequest request, CancellationToken cancellationToken);

    /// <summary>Rolls a stage back to what an earlier execution brought.</summary>
    /// <param name="request">Which stage, to which execution.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new execution, of type ROLLBACK.</returns>
    /// <exception cref="ServiceException">No earlier execution exists to roll back to, or it is of an older definition.</exception>
    Task<PipelineExecution> RollBackStageAsync(StageRollbackRequest request, CancellationToken cancellationToken);

    /// <summary>Finds the manual approvals that wait for an answer, in every execution mode.</summary>
    /// <param name="query">The pipeline, and which of its approvals.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The approvals; empty when none waits.</returns>
    Task<IReadOnlyList<PendingApproval>> FindApprovalsAsync(ApprovalQuery query, CancellationToken cancellationToken);

    /// <summary>Answers a manual approval.</summary>
    /// <param name="approval">The approval, from <see cref="FindApprovalsAsync"/>.</param>
    /// <param name="isApproved">Whether the execution may go on.</param>
    /// <param name="summary">Why, 0–512 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ServiceException">It was answered already, or the execution went on without it.</exception>
    Task AnswerApprovalAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken);

    /// <summary>Lets executions pass into or out of a stage, or stops them there.</summary>
    /// <param name="request">Which transition, and how.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task.</returns>
    Task SetTransitionAsync(TransitionRequest request, CancellationToken cancellationToken);

    /// <summary>Makes a waiter that follows many executions, with one list call a pipeline a poll.</summary>
    /// <param name="executions">The executions, each by its pipeline's name and its id.</param>
    /// <param name="options">Time-out and interval.</param>
    /// <returns>The waiter; nothing is called yet.</returns>
    IExecutionWaiter CreateWaiter(IReadOnlyList<ExecutionKey> executions, WaitOptions options);
}
