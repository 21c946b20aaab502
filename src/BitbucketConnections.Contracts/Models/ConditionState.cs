using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents the state of a condition of a stage in its newest execution.</summary>
public sealed record ConditionState
{
    /// <summary>
    /// Gets the status: <c>InProgress</c>, <c>Failed</c>, <c>Errored</c>, <c>Succeeded</c>, <c>Cancelled</c>, <c>Abandoned</c> or <c>Overridden</c>; null
    /// before the first execution.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Gets the summary, 1–2048 characters; null if AWS did not return one.</summary>
    public string? Summary { get; init; }

    /// <summary>Gets the time of the last status change in UTC; null if AWS did not return it.</summary>
    public DateTime? LastStatusChange { get; init; }

    /// <summary>Gets the states of the rules, 1–5.</summary>
    public IReadOnlyList<RuleState> Rules { get; init; } = Array.Empty<RuleState>();

    /// <summary>Gets a value indicating whether a rule of the condition failed, or could not be checked, and nobody overrode it.</summary>
    public bool IsFailed => Status is "Failed" or "Errored";

    /// <summary>Gets the failed rules with their errors, or the summary of the failed condition; null if the condition did not fail.</summary>
    public string? FailureReason => !IsFailed ? null
        : Rules.Any(rule => rule.Status == "Failed") ? string.Join("; ", Rules.Where(rule => rule.Status == "Failed").Select(Describe))
        : Summary;

    /// <inheritdoc/>
    public override string ToString() => Status ?? string.Empty;

    /// <inheritdoc/>
    public bool Equals(ConditionState? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private static string Describe(RuleState rule) => $"rule {rule.RuleName}" + ((rule.ErrorMessage ?? rule.Summary) is { } why ? ": " + why : string.Empty);
}
