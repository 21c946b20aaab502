namespace BitbucketConnections.Sandbox.Runs;

/// <summary>The statuses of runs, stages and actions that the sandbox gives.</summary>
internal static class RunStatuses
{
    /// <summary>At work, or waiting for an approval.</summary>
    public const string InProgress = "InProgress";

    /// <summary>Done.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>Failed.</summary>
    public const string Failed = "Failed";
}
