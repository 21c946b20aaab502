using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>
/// Checks connections, pipelines and definitions. It changes nothing. A check that can't be made is <see cref="CheckStatus.Unknown"/>, with the reason.
/// </summary>
public interface IDiagnosisService
{
    /// <summary>Checks connections, and the newest source results of the pipelines that use them.</summary>
    /// <param name="connectionArns">The ARNs of the connections.</param>
    /// <param name="regions">The Regions to search for pipelines; null for every Region that can have such pipelines.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>One or more results for each check, connection by connection, and then pipeline by pipeline.</returns>
    /// <exception cref="ServiceException">The credentials or the endpoint can't be used at all.</exception>
    Task<IReadOnlyList<CheckResult>> TestConnectionsAsync(IReadOnlyList<string> connectionArns, IReadOnlyList<string>? regions, CancellationToken cancellationToken);

    /// <summary>Checks a pipeline, or a definition before it is created, with its connections, its role, its stores and its builds.</summary>
    /// <param name="pipeline">The pipeline or definition. It exists if it has an ARN.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>One or more results for each check, in a fixed order.</returns>
    /// <exception cref="ServiceException">The credentials or the endpoint can't be used at all.</exception>
    Task<IReadOnlyList<CheckResult>> TestPipelineAsync(Pipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Explains why an event starts a pipeline or does not: its trigger, its connection, the spelling of its repository, and what its executions show.</summary>
    /// <param name="pipeline">The pipeline or definition. It exists if it has an ARN.</param>
    /// <param name="happened">The event.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>One or more results for each check, in a fixed order.</returns>
    /// <exception cref="ServiceException">The credentials or the endpoint can't be used at all.</exception>
    Task<IReadOnlyList<CheckResult>> ExplainTriggerAsync(Pipeline pipeline, RepositoryEvent happened, CancellationToken cancellationToken);

    /// <summary>Tests a pipeline, and plans what can safely be put right. Writes nothing.</summary>
    /// <param name="pipeline">The pipeline, which exists.</param>
    /// <param name="connectionArn">The ARN of the connection that replaces one that does not work; null to leave the connection.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The results of the checks, and the plan.</returns>
    /// <exception cref="ServiceException">The credentials or the endpoint can't be used at all.</exception>
    Task<PipelineRepair> PlanRepairAsync(Pipeline pipeline, string? connectionArn, CancellationToken cancellationToken);

    /// <summary>
    /// Runs the source of a pipeline again, and waits for its result. If it fails because of a permission that was just granted, runs it again for up to
    /// 120 seconds, because IAM needs time.
    /// </summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="stageName">The stage that failed.</param>
    /// <param name="isChanged">Whether the pipeline was changed, so that a new execution is started instead of a retry.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The execution.</returns>
    /// <exception cref="ServiceException">The stage can't be retried, or the execution can't be started.</exception>
    Task<PipelineExecution> RunSourceAsync(string pipelineName, string stageName, bool isChanged, CancellationToken cancellationToken);
}
