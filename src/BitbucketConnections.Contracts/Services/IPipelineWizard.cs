using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Creates a pipeline with all that it needs, as the console's wizard does.</summary>
public interface IPipelineWizard
{
    /// <summary>
    /// Checks connection, role, bucket and key, makes the role and the default bucket where the definition has none,
    /// and creates the pipeline. Running it again picks up what an earlier try made.
    /// </summary>
    /// <param name="definition">The definition; no RoleArn means a new service role, no artifact store the default location.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ServiceException">With what was made before the failure in Created.</exception>
    Task<PipelineCreation> CreateAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken);

    /// <summary>Says what <see cref="CreateAsync"/> would make, for a review; reads, and changes nothing.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lines of the review page.</returns>
    Task<IReadOnlyList<string>> ReviewAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken);

    /// <summary>Runs the source of the newest run again once a connection is AVAILABLE; starts a new run where that is not possible.</summary>
    /// <param name="pipelineName">The pipeline.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run.</returns>
    Task<PipelineExecution> RunSourceAgainAsync(string pipelineName, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the AWS CLI's JSON of a pipeline, with or without <c>metadata</c> and the outer <c>pipeline</c>; names may be in PascalCase. What
    /// is not known is kept, with a warning. Calls nothing.
    /// </summary>
    /// <param name="json">The text.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, id InvalidDefinitionJson, with line and position.</exception>
    Pipeline ReadJson(string json);
}
