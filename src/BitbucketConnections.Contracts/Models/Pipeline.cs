using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>
/// Represents a pipeline: its declaration with the member names of the API, and the ARN, version and dates if the pipeline exists on AWS. The object
/// is a snapshot and does not change.
/// </summary>
public sealed record Pipeline : IDeclarationPart
{
    /// <summary>Gets <see cref="PipelineArn"/> by a short name.</summary>
    public string? Arn => PipelineArn;

    /// <summary>Gets <see cref="Name"/> by the name of the parameters.</summary>
    public string PipelineName => Name;

    /// <summary>Gets <see cref="FullRepositoryId"/> by a short name.</summary>
    public string? Repository => FullRepositoryId;

    /// <summary>Gets <see cref="BranchName"/> by a short name.</summary>
    public string? Branch => BranchName;

    /// <summary>Gets the name, 1–100 of <c>A-Z a-z 0-9 . @ - _</c>, unique in the account and Region. It cannot be changed.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the ARN; null for a definition that does not exist on AWS.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the ARN of the service role.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Gets the type, <c>V1</c> or <c>V2</c>.</summary>
    public string? PipelineType { get; init; }

    /// <summary>Gets the execution mode: <c>SUPERSEDED</c>, <c>QUEUED</c> or <c>PARALLEL</c>.</summary>
    public string? ExecutionMode { get; init; }

    /// <summary>Gets the version, which starts at 1 and increases with each update; null for a definition.</summary>
    public int? Version { get; init; }

    /// <summary>Gets the artifact store; null if <see cref="ArtifactStores"/> has one for each Region.</summary>
    public ArtifactStore? ArtifactStore { get; init; }

    /// <summary>Gets the artifact stores by Region, for pipelines with cross-Region actions.</summary>
    public IReadOnlyDictionary<string, ArtifactStore>? ArtifactStores { get; init; }

    /// <summary>Gets the stages in order. CodePipeline quota: 2–50.</summary>
    public IReadOnlyList<PipelineStage> Stages { get; init; } = Array.Empty<PipelineStage>();

    /// <summary>Gets the variables. CodePipeline quota: 50.</summary>
    public IReadOnlyList<PipelineVariable> Variables { get; init; } = Array.Empty<PipelineVariable>();

    /// <summary>Gets the triggers. CodePipeline quota: 50, one for each source action.</summary>
    public IReadOnlyList<PipelineTrigger> Triggers { get; init; } = Array.Empty<PipelineTrigger>();

    /// <summary>Gets the tags; null if they were not requested.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Gets the creation time in UTC; null for a definition.</summary>
    public DateTime? Created { get; init; }

    /// <summary>Gets the time of the last change in UTC; null for a definition.</summary>
    public DateTime? Updated { get; init; }

    /// <summary>Gets the console page; null if the console of the partition is not known.</summary>
    public string? ConsoleUrl { get; init; }

    /// <summary>Gets the id of the execution that AWS started when it created the pipeline; null except in the output of the command that created it.</summary>
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
