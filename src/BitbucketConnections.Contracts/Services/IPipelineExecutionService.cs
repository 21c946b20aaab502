using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Runs of pipelines, and pipelines as they stand.</summary>
public interface IPipelineExecutionService
{
    /// <summary>Starts a run.</summary>
    /// <param name="request">The pipeline, and what the run is to take.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run as GetPipelineExecution shows it.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, with every finding; the pipeline does not exist; 50 runs are under way.</exception>
    Task<PipelineExecution> StartAsync(PipelineStartRequest request, CancellationToken cancellationToken);

    /// <summary>Gets a run.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="pipelineExecutionId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run.</returns>
    Task<PipelineExecution> GetAsync(string pipelineName, string pipelineExecutionId, CancellationToken cancellationToken);

    /// <summary>Lists a page of runs, newest first. AWS keeps 12 months.</summary>
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

    /// <summary>Lists a page of the actions of a run, newest first.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="pipelineExecutionId">The run.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page.</returns>
    Task<Page<ActionExecution>> ListActionsAsync(
        string pipelineName, string pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Stops a run: waits for its actions under way, or abandons them.</summary>
    /// <param name="request">Which run, and how.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run after the call, Stopping or Stopped.</returns>
    /// <exception cref="ServiceException">The run is finished, or is being stopped so already.</exception>
    Task<PipelineExecution> StopAsync(PipelineStopRequest request, CancellationToken cancellationToken);

    /// <summary>Runs a failed stage of the newest run again.</summary>
    /// <param name="request">Which stage, of which run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run, which keeps its id.</returns>
    /// <exception cref="ServiceException">The stage can't be retried now, or the run is not the newest.</exception>
    Task<PipelineExecution> RetryStageAsync(StageRetryRequest request, CancellationToken cancellationToken);

    /// <summary>Rolls a stage back to what an earlier run brought.</summary>
    /// <param name="request">Which stage, to which run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new run, of type ROLLBACK.</returns>
    /// <exception cref="ServiceException">There is no earlier run to roll back to, or it is of an older definition.</exception>
    Task<PipelineExecution> RollBackStageAsync(StageRollbackRequest request, CancellationToken cancellationToken);

    /// <summary>Finds the manual approvals that wait for an answer, in every execution mode.</summary>
    /// <param name="query">The pipeline, and which of its approvals.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The approvals; empty when none waits.</returns>
    Task<IReadOnlyList<PendingApproval>> FindApprovalsAsync(ApprovalQuery query, CancellationToken cancellationToken);

    /// <summary>Answers a manual approval.</summary>
    /// <param name="approval">The approval, from <see cref="FindApprovalsAsync"/>.</param>
    /// <param name="isApproved">Whether the run may go on.</param>
    /// <param name="summary">Why, 0–512 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ServiceException">It was answered already, or the run went on without it.</exception>
    Task AnswerApprovalAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken);

    /// <summary>Lets runs pass into or out of a stage, or stops them there.</summary>
    /// <param name="request">Which transition, and how.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task.</returns>
    Task SetTransitionAsync(TransitionRequest request, CancellationToken cancellationToken);

    /// <summary>Makes a waiter that follows many runs, with one list call a pipeline a poll.</summary>
    /// <param name="executions">The runs, each by its pipeline's name and its id.</param>
    /// <param name="options">Time-out and interval.</param>
    /// <returns>The waiter; nothing is called yet.</returns>
    IExecutionWaiter CreateWaiter(IReadOnlyList<ExecutionKey> executions, WaitOptions options);
}
