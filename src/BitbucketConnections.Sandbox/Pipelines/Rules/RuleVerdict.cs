using System;

namespace BitbucketConnections.Sandbox.Pipelines.Rules;

/// <summary>What a rule found at a time: it succeeds, it fails, or it looks again later.</summary>
internal sealed record RuleVerdict
{
    private const string ConditionNotMet = "ConditionNotMet";
    private const string ConfigurationError = "ConfigurationError";

    /// <summary>Gets the verdict of a rule that succeeds.</summary>
    public static RuleVerdict Success { get; } = new();

    /// <summary>Gets the error code of a rule that fails; otherwise null.</summary>
    public string? ErrorCode { get; private init; }

    /// <summary>Gets the error message of a rule that fails; otherwise null.</summary>
    public string? ErrorMessage { get; private init; }

    /// <summary>Gets the time when the rule looks again; null for a rule that has ended.</summary>
    public DateTimeOffset? NextCheck { get; private init; }

    /// <summary>Creates the verdict of a rule whose check failed.</summary>
    /// <param name="message">What was found.</param>
    /// <returns>The verdict.</returns>
    public static RuleVerdict NotMet(string message) => new() { ErrorCode = ConditionNotMet, ErrorMessage = message };

    /// <summary>Creates the verdict of a rule whose configuration can't be used.</summary>
    /// <param name="message">What is wrong.</param>
    /// <returns>The verdict.</returns>
    public static RuleVerdict Misconfigured(string message) => new() { ErrorCode = ConfigurationError, ErrorMessage = message };

    /// <summary>Creates the verdict of a rule that waits.</summary>
    /// <param name="nextCheck">The time when it looks again, which is later than now.</param>
    /// <returns>The verdict.</returns>
    public static RuleVerdict Wait(DateTimeOffset nextCheck) => new() { NextCheck = nextCheck };
}
