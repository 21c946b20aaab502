namespace BitbucketConnections.Sandbox.State;

/// <summary>The limits of the sandbox. They are a part of the state, so they are saved and reset with it.</summary>
internal sealed class CurrentLimits : ISandboxPart
{
    /// <summary>Determines whether limits are in range.</summary>
    /// <param name="limits">The limits.</param>
    /// <returns>True if they are; otherwise false.</returns>
    public static bool AreValid(SandboxLimits limits) =>
        limits.Connections >= 0 && limits.Pipelines >= 0 && limits.Roles >= 0 && limits.ConcurrentExecutions >= 1 && limits.RequestsPerSecond is null or > 0;

    /// <summary>Gets or sets the limits.</summary>
    public SandboxLimits Value { get; set; } = new();
}
