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
}
