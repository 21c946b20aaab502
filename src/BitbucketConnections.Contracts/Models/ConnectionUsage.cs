using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents a source action of a pipeline that uses a connection.</summary>
public sealed record ConnectionUsage
{
    /// <summary>Gets <see cref="FullRepositoryId"/> by a short name.</summary>
    public string? Repository => FullRepositoryId;

    /// <summary>Gets <see cref="BranchName"/> by a short name.</summary>
    public string? Branch => BranchName;

    /// <summary>Gets the ARN of the connection.</summary>
    public required string ConnectionArn { get; init; }

    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the ARN of the pipeline.</summary>
    public string? PipelineArn { get; init; }

    /// <summary>Gets the name of the source action.</summary>
    public required string ActionName { get; init; }

    /// <summary>Gets the repository as <c>workspace/repository</c>.</summary>
    public string? FullRepositoryId { get; init; }

    /// <summary>Gets the branch.</summary>
    public string? BranchName { get; init; }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <summary>Gets the source actions of a pipeline that use connections.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="connectionArns">The ARNs of the connections, compared as a whole; empty for all connections.</param>
    /// <returns>One entry for each source action.</returns>
    public static IEnumerable<ConnectionUsage> Of(Pipeline pipeline, IReadOnlyCollection<string> connectionArns) =>
        from source in PipelineSource.All(pipeline.Stages)
        where source.ConnectionArn is { } arn && (connectionArns.Count == 0 || connectionArns.Contains(arn, StringComparer.Ordinal))
        select new ConnectionUsage
        {
            ConnectionArn = source.ConnectionArn!,
            PipelineName = pipeline.Name,
            PipelineArn = pipeline.PipelineArn,
            ActionName = source.ActionName,
            FullRepositoryId = source.FullRepositoryId,
            BranchName = source.BranchName,
            Region = pipeline.Region,
        };

    /// <inheritdoc/>
    public override string ToString() => PipelineName + "/" + ActionName;

    /// <inheritdoc/>
    public bool Equals(ConnectionUsage? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
