namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The statuses of executions, stages and actions in the sandbox.</summary>
internal static class ExecutionStatuses
{
    /// <summary>Running, or waiting for its stage or for an approval.</summary>
    public const string InProgress = "InProgress";

    /// <summary>Succeeded.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>Failed.</summary>
    public const string Failed = "Failed";

    /// <summary>Stops after the actions in progress.</summary>
    public const string Stopping = "Stopping";

    /// <summary>Stopped by a stop request.</summary>
    public const string Stopped = "Stopped";

    /// <summary>An execution that a newer one replaced before a stage.</summary>
    public const string Superseded = "Superseded";

    /// <summary>An execution that an update of its pipeline's source stage ended.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>An action that was in progress when its execution was stopped without waiting.</summary>
    public const string Abandoned = "Abandoned";

    /// <summary>A stage that failed and is skipped, as its failure condition says.</summary>
    public const string Skipped = "Skipped";
}
