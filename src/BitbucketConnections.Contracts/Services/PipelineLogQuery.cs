namespace BitbucketConnections;

/// <summary>Selects the actions whose logs are read.</summary>
public sealed class PipelineLogQuery
{
    /// <summary>Gets the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the pipeline execution; null for the newest.</summary>
    public string? PipelineExecutionId { get; init; }

    /// <summary>Gets the stage; null for all stages.</summary>
    public string? StageName { get; init; }

    /// <summary>
    /// Gets the action; null for all. Without an action and a stage, only the failed actions and those in progress are read, if there is one.
    /// </summary>
    public string? ActionName { get; init; }

    /// <summary>Gets the execution of the action, to read an attempt before a retry; null for the latest attempt.</summary>
    public string? ActionExecutionId { get; init; }

    /// <summary>Gets how many of the last events to read, 1–10000; null for all.</summary>
    public int? Tail { get; init; }

    /// <summary>Gets the timeout and the interval for following the actions until they end; null to read only what is there.</summary>
    public WaitOptions? Follow { get; init; }
}
