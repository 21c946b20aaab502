namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The statuses of executions, stages and actions that the sandbox gives.</summary>
internal static class ExecutionStatuses
{
    /// <summary>At work, or waiting: for its stage, or for an approval.</summary>
    public const string InProgress = "InProgress";

    /// <summary>Done.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>Failed.</summary>
    public const string Failed = "Failed";

    /// <summary>To be stopped when the actions under way are done.</summary>
    public const string Stopping = "Stopping";

    /// <summary>Stopped by a call.</summary>
    public const string Stopped = "Stopped";

    /// <summary>An execution whose place before a stage a newer one took.</summary>
    public const string Superseded = "Superseded";

    /// <summary>An execution that an update of its pipeline's source stage ended.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>An action that went on outside when its execution was stopped.</summary>
    public const string Abandoned = "Abandoned";

    /// <summary>A stage that failed and is passed over, as its failure condition says.</summary>
    public const string Skipped = "Skipped";
}
