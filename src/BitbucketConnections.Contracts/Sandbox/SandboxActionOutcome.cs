namespace BitbucketConnections;

/// <summary>Sets the result of actions in the sandbox. Default: success after <see cref="SandboxOptions.ActionDuration"/>.</summary>
public sealed class SandboxActionOutcome : SandboxOutcome
{
    /// <summary>Gets the action; null for all actions of the stage.</summary>
    public string? ActionName { get; init; }
}
