using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>Sets the result of actions in the sandbox. Default: success after <see cref="SandboxOptions.ActionDuration"/>.</summary>
public sealed class SandboxActionOutcome : SandboxOutcome
{
    /// <summary>Gets the action; null for all actions of the stage.</summary>
    public string? ActionName { get; init; }

    /// <summary>Gets the lines that a build or the commands of an action write to their log; null for lines of the sandbox. They appear evenly during the action.</summary>
    public IReadOnlyList<string>? Log { get; init; }
}
