namespace BitbucketConnections;

/// <summary>
/// Sets the result of rules of stage conditions in the sandbox. Default: a rule checks its variable, its deployment window or its alarm, and any other
/// rule succeeds.
/// </summary>
public sealed class SandboxRuleOutcome : SandboxOutcome
{
    /// <summary>Gets the rule; null for all rules of the stage.</summary>
    public string? RuleName { get; init; }
}
