using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Manages executions of pipelines, and gets the state of pipelines.</summary>
public interface IPipelineExecutionService
{
    /// <summary>Starts an execution.</summary>
    /// <param name="request">The pipeline, and the inputs of the execution.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The execution as GetPipelineExecution returns it.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, with every finding; the pipeline does not exist; 50 executions are in progress.</exception>
    Task<PipelineExecution> StartAsync(PipelineStartRequest request, CancellationToken cancellationToken);

    /// <summary>Gets an execution.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="pipelineExecutionId">The id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The execution.</returns>
    Task<PipelineExecution> GetAsync(string pipelineName, string pipelineExecutionId, CancellationToken cancellationToken);

    /// <summary>Lists a page of executions, newest first. AWS keeps 12 months.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    Task<Page<PipelineExecution>> ListAsync(string pipelineName, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Gets the state of the stages of a pipeline. AWS returns no stages for a PARALLEL pipeline: its stages are read from the history, for the newest
    /// execution and for each execution in progress.
    /// </summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The stages in order; for a PARALLEL pipeline, those of each execution, newest execution first.</returns>
    Task<IReadOnlyList<StageState>> GetStateAsync(string pipelineName, CancellationToken cancellationToken);

    /// <summary>Lists a page of the actions of an execution, newest first.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="pipelineExecutionId">The execution.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    Task<Page<ActionExecution>> ListActionsAsync(
        string pipelineName, string pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Lists a page of the rule executions of stage conditions, newest first. AWS keeps 12 months.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="pipelineExecutionId">The execution; null for all executions.</param>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    Task<Page<RuleExecution>> ListRulesAsync(
        string pipelineName, string? pipelineExecutionId, PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Stops an execution: waits for the actions in progress, or abandons them.</summary>
    /// <param name="request">The execution, and how to stop it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The execution after the call, Stopping or Stopped.</returns>
    /// <exception cref="ServiceException">The execution has ended, or is already stopping in this way.</exception>
    Task<PipelineExecution> StopAsync(PipelineStopRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Retries a failed or stopped stage of the newest execution. If an action failed and AWS still shows the stage as in progress, as after a rejected
    /// approval, waits for up to a minute.
    /// </summary>
    /// <param name="request">The stage and the execution.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The execution, which keeps its id.</returns>
    /// <exception cref="ServiceException">The stage can't be retried now, or the execution is not the newest.</exception>
    Task<PipelineExecution> RetryStageAsync(StageRetryRequest request, CancellationToken cancellationToken);

    /// <summary>Rolls a stage back to an earlier execution.</summary>
    /// <param name="request">The stage and the target execution.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new execution, of type ROLLBACK.</returns>
    /// <exception cref="ServiceException">No earlier execution to roll back to exists, or it ran an older definition.</exception>
    Task<PipelineExecution> RollBackStageAsync(StageRollbackRequest request, CancellationToken cancellationToken);

    /// <summary>Lists what the stages of a pipeline can be rolled back to now, with a call for each stage. A stage in progress has no targets.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The stages in order, each with its possible targets.</returns>
    Task<IReadOnlyList<StageRollbackTargets>> ListRollbackTargetsAsync(string pipelineName, CancellationToken cancellationToken);

    /// <summary>Finds the condition that a request means, from the state and the definition of the pipeline. A condition can be overridden while its rules run, and after it failed.</summary>
    /// <param name="request">The pipeline, and what is known of the condition.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The complete request.</returns>
    /// <exception cref="ServiceException">
    /// No condition can be overridden, several can, the condition does not exist, or it has the result SKIP, which can't be overridden.
    /// </exception>
    Task<ConditionOverrideRequest> FindConditionAsync(ConditionOverrideRequest request, CancellationToken cancellationToken);

    /// <summary>Overrides a condition of a stage, so that the execution continues as if the rules succeeded.</summary>
    /// <param name="request">The complete request, from <see cref="FindConditionAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The execution, which keeps its id.</returns>
    /// <exception cref="ServiceException">AWS does not allow the override, or the execution is not the newest.</exception>
    Task<PipelineExecution> OverrideConditionAsync(ConditionOverrideRequest request, CancellationToken cancellationToken);

    /// <summary>Finds the manual approvals that wait for an answer, in every execution mode.</summary>
    /// <param name="query">The pipeline, and the filter for its approvals.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The approvals; empty if no approval is pending.</returns>
    Task<IReadOnlyList<PendingApproval>> FindApprovalsAsync(ApprovalQuery query, CancellationToken cancellationToken);

    /// <summary>Answers a manual approval.</summary>
    /// <param name="approval">The approval, from <see cref="FindApprovalsAsync"/>.</param>
    /// <param name="isApproved">Whether to approve or reject.</param>
    /// <param name="summary">The reason, 0–512 characters.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ServiceException">
    /// The approval was already answered, or the execution continued without it; kind InvalidInput, Condition SummaryRequired: the action requires a summary.
    /// </exception>
    Task AnswerApprovalAsync(PendingApproval approval, bool isApproved, string summary, CancellationToken cancellationToken);

    /// <summary>Enables or disables a transition into or out of a stage.</summary>
    /// <param name="request">The transition, and whether to enable it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    Task SetTransitionAsync(TransitionRequest request, CancellationToken cancellationToken);

    /// <summary>Creates a waiter that follows many executions, with one list call per pipeline and poll.</summary>
    /// <param name="executions">The executions, each with its pipeline name and its id.</param>
    /// <param name="options">The timeout and the interval.</param>
    /// <returns>The waiter. It has made no AWS calls yet.</returns>
    IExecutionWaiter CreateWaiter(IReadOnlyList<ExecutionKey> executions, WaitOptions options);
}
