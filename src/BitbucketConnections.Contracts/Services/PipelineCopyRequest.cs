namespace BitbucketConnections;

/// <summary>The changes of a copy of a pipeline. Members that are null keep the value of the original.</summary>
public sealed class PipelineCopyRequest
{
    /// <summary>Gets the name of the copy.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the ARN of the connection of its source action.</summary>
    public string? ConnectionArn { get; init; }

    /// <summary>Gets the repository of its source action, as <c>workspace/repository</c> or any URL that Bitbucket shows.</summary>
    public string? Repository { get; init; }

    /// <summary>Gets the branch of its source action. Trigger patterns that are the branch of the original follow it.</summary>
    public string? Branch { get; init; }
}
