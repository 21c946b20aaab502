using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Creates a pipeline with all its resources, as the console's wizard does.</summary>
public interface IPipelineWizard
{
    /// <summary>
    /// Checks the connection, role, bucket and key, creates the role and the default bucket if the definition has none,
    /// and creates the pipeline. A retry uses the resources that an earlier attempt created.
    /// </summary>
    /// <param name="definition">The definition. Without RoleArn, a service role is created. Without an artifact store, the default location is used.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ServiceException">Creation failed. Created lists the resources that were created before the failure.</exception>
    Task<PipelineCreation> CreateAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Checks the roles of a pipeline that does not exist yet: the service role that it uses, and the roles of builds that clone the
    /// repository. Missing permissions, and what can't be read, are warnings. Makes only read calls.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ServiceException">The service role does not exist, or does not trust CodePipeline.</exception>
    Task CheckAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken);

    /// <summary>Gets the review of what <see cref="CreateAsync"/> would create. Makes only read calls.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The lines of the review page.</returns>
    Task<IReadOnlyList<string>> ReviewAsync(CheckedDefinition definition, PipelineCreateOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the AWS CLI's JSON of a pipeline, with or without <c>metadata</c> and the outer <c>pipeline</c>. Names can be in PascalCase. Also reads the
    /// JSON that ConvertTo-Json makes of a pipeline object. Unknown members are kept, with a warning. Makes no AWS calls.
    /// </summary>
    /// <param name="json">The text.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, id InvalidDefinitionJson, with line and position.</exception>
    Pipeline ReadJson(string json);

    /// <summary>Copies a pipeline or definition: the copy has no ARN, version or dates. Makes no AWS calls.</summary>
    /// <param name="original">The pipeline or definition.</param>
    /// <param name="request">What is different in the copy.</param>
    /// <returns>The definition of the copy, in the Region of the session.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: a change is not valid, or the original has no source action that it is for.</exception>
    Pipeline Copy(Pipeline original, PipelineCopyRequest request);
}
