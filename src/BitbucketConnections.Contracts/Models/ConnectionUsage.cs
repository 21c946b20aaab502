namespace BitbucketConnections;

/// <summary>A source action of a pipeline that uses a connection.</summary>
public sealed class ConnectionUsage
{
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

    /// <inheritdoc/>
    public override string ToString() => PipelineName + "/" + ActionName;
}
