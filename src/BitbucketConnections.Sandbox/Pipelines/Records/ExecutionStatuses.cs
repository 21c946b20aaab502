namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The statuses of executions, stages, actions, conditions and rules in the sandbox.</summary>
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

    /// <summary>An execution that an update of its pipeline's source stage ended, or a condition that ended with its execution.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>An action that was in progress when its execution was stopped without waiting, or a rule whose condition ended before it.</summary>
    public const string Abandoned = "Abandoned";

    /// <summary>A stage that is skipped, as its entry or failure condition says.</summary>
    public const string Skipped = "Skipped";

    /// <summary>A condition that a person has overridden.</summary>
    public const string Overridden = "Overridden";
}
