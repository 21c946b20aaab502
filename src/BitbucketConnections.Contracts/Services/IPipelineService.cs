using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>Builds and checks definitions without AWS calls, and reads and deletes pipelines.</summary>
public interface IPipelineService
{
    /// <summary>Builds the definition that the console's wizard would create. Makes no AWS calls.</summary>
    /// <param name="request">The wizard's parameters.</param>
    /// <returns>The checked definition.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, with all findings.</exception>
    CheckedDefinition Build(PipelineRequest request);

    /// <summary>Checks a definition as far as possible without AWS calls.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The checked definition, with its warnings.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, with all findings.</exception>
    CheckedDefinition Check(Pipeline definition);

    /// <summary>Gets a pipeline.</summary>
    /// <param name="name">The name.</param>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The pipeline.</returns>
    Task<Pipeline> GetAsync(string name, int? version, CancellationToken cancellationToken);

    /// <summary>Lists a page of the names of all pipelines of the Region, with any source.</summary>
    /// <param name="cursor">Where to start; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    Task<Page<PipelineSummary>> ListAsync(PageCursor? cursor, CancellationToken cancellationToken);

    /// <summary>Deletes a pipeline, but not its role, bucket and connection. AWS reports success for a pipeline that does not exist.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A pipeline as ListPipelines returns it.</summary>
public sealed class PipelineSummary
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the version.</summary>
    public int? Version { get; init; }

    /// <summary>Gets the type.</summary>
    public string? PipelineType { get; init; }

    /// <summary>Gets the time of the last change in UTC.</summary>
    public System.DateTime? Updated { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The wizard's parameters. Members that are null use the console's defaults.</summary>
public sealed class PipelineRequest
{
    /// <summary>Gets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the type; default <c>V2</c>.</summary>
    public string? PipelineType { get; init; }

    /// <summary>Gets the execution mode; default <c>SUPERSEDED</c>.</summary>
    public string? ExecutionMode { get; init; }

    /// <summary>Gets the ARN of an existing service role; null for a new one.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Gets the name of the bucket, without a folder; null for the default location.</summary>
    public string? ArtifactBucket { get; init; }

    /// <summary>Gets the buckets by Region, for cross-Region actions; null for one bucket.</summary>
    public IReadOnlyDictionary<string, string>? ArtifactBuckets { get; init; }

    /// <summary>Gets the key id, key ARN or alias ARN that encrypts artifacts; null for the AWS managed key.</summary>
    public string? EncryptionKeyId { get; init; }

    /// <summary>Gets the keys that encrypt artifacts, by Region; null for <see cref="EncryptionKeyId"/> alone. A key belongs to one Region.</summary>
    public IReadOnlyDictionary<string, string>? EncryptionKeyIds { get; init; }

    /// <summary>Gets the variables; null for none.</summary>
    public IReadOnlyList<PipelineVariable>? Variables { get; init; }

    /// <summary>Gets the trigger filters, without a source action name; null for plain change detection.</summary>
    public PipelineTrigger? Trigger { get; init; }

    /// <summary>Gets the bucket that a Deploy stage deploys the newest artifact to; null for no Deploy stage.</summary>
    public string? DeployBucket { get; init; }

    /// <summary>Gets a value indicating whether a manual approval comes before the deployment.</summary>
    public bool ApprovalStage { get; init; }

    /// <summary>Gets the ARN of the connection.</summary>
    public string? ConnectionArn { get; init; }

    /// <summary>Gets the repository, as <c>workspace/repository</c> or any URL that Bitbucket shows.</summary>
    public string? Repository { get; init; }

    /// <summary>Gets the branch name, without wildcards; a <c>refs/heads/</c> prefix is removed.</summary>
    public string? Branch { get; init; }

    /// <summary>Gets the output format, <c>CODE_ZIP</c> (default) or <c>CODEBUILD_CLONE_REF</c>.</summary>
    public string? OutputArtifactFormat { get; init; }

    /// <summary>Gets whether a push starts an execution; default true.</summary>
    public bool? DetectChanges { get; init; }

    /// <summary>Gets the CodeBuild project of the stage after the source; null if <see cref="Stages"/> has the next stages.</summary>
    public string? BuildProject { get; init; }

    /// <summary>Gets the shell commands of the Build stage, 1–50 of 1–1000 characters; null for none. They run without a CodeBuild project; V2 only.</summary>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Gets the files of the Build stage's output artifact, 1–10 of 1–128 characters, for <see cref="Commands"/>; null for no output artifact.</summary>
    public IReadOnlyList<string>? OutputFiles { get; init; }

    /// <summary>Gets the CodeBuild project of the Test stage; null for none.</summary>
    public string? TestProject { get; init; }

    /// <summary>Gets the shell commands of the Test stage, 1–50 of 1–1000 characters; null for none. V2 only.</summary>
    public IReadOnlyList<string>? TestCommands { get; init; }

    /// <summary>Gets a value indicating whether AWS retries the failed actions of build and test stages once; V2 only.</summary>
    public bool RetryOnFailure { get; init; }

    /// <summary>Gets a value indicating whether AWS rolls back deploy stages that fail; V2 only.</summary>
    public bool RollbackOnFailure { get; init; }

    /// <summary>Gets the stages after the source.</summary>
    public IReadOnlyList<PipelineStage> Stages { get; init; } = System.Array.Empty<PipelineStage>();

    /// <summary>Gets the tags; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
