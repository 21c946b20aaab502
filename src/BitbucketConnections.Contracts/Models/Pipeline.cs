using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>
/// A pipeline: its declaration with the API's member names, and, once AWS has it, its ARN, version and dates.
/// Not changed after it was written out.
/// </summary>
public sealed record Pipeline : IDeclarationPart
{
    /// <summary>Gets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>, unique in account and Region, not changeable.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN; null for a definition that AWS does not have yet.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the Region the pipeline is in.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the ARN of the service role.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Gets the type, <c>V1</c> or <c>V2</c>.</summary>
    public string? PipelineType { get; init; }

    /// <summary>Gets the execution mode: <c>SUPERSEDED</c>, <c>QUEUED</c> or <c>PARALLEL</c>.</summary>
    public string? ExecutionMode { get; init; }

    /// <summary>Gets the version, from 1, counted up by each update; null for a definition.</summary>
    public int? Version { get; init; }

    /// <summary>Gets the artifact store; null when <see cref="ArtifactStores"/> holds one for each Region.</summary>
    public ArtifactStore? ArtifactStore { get; init; }

    /// <summary>Gets the artifact stores by Region, for pipelines with cross-Region actions.</summary>
    public IReadOnlyDictionary<string, ArtifactStore>? ArtifactStores { get; init; }

    /// <summary>Gets the stages in order. CodePipeline quota: 2–50.</summary>
    public IReadOnlyList<PipelineStage> Stages { get; init; } = Array.Empty<PipelineStage>();

    /// <summary>Gets the variables. CodePipeline quota: 50.</summary>
    public IReadOnlyList<PipelineVariable> Variables { get; init; } = Array.Empty<PipelineVariable>();

    /// <summary>Gets the triggers. CodePipeline quota: 50, one for each source action.</summary>
    public IReadOnlyList<PipelineTrigger> Triggers { get; init; } = Array.Empty<PipelineTrigger>();

    /// <summary>Gets the tags; null when they were not asked for.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets when the pipeline was created, in UTC; null for a definition.</summary>
    public DateTime? Created { get; init; }

    /// <summary>Gets when the pipeline was last changed, in UTC; null for a definition.</summary>
    public DateTime? Updated { get; init; }

    /// <summary>Gets the pipeline's console page; null where the partition's console is not known.</summary>
    public Uri? ConsoleUrl { get; init; }

    /// <summary>Gets the id of the run that AWS started when the pipeline was created; null but right after that.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets the connection of the first connection source action, or null.</summary>
    public string? ConnectionArn => PipelineSource.First(Stages)?.ConnectionArn;

    /// <summary>Gets the repository of the first connection source action as <c>workspace/repository</c>, or null.</summary>
    public string? FullRepositoryId => PipelineSource.First(Stages)?.FullRepositoryId;

    /// <summary>Gets the branch of the first connection source action, or null.</summary>
    public string? BranchName => PipelineSource.First(Stages)?.BranchName;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? AdditionalMembers { get; init; }

    /// <inheritdoc/>
    public override string ToString() => PipelineArn ?? Name;

    /// <inheritdoc/>
    public bool Equals(Pipeline? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
