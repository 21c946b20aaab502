using System;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents the state of a rule of a stage condition in its newest execution.</summary>
public sealed record RuleState
{
    /// <summary>Gets the name of the rule.</summary>
    public required string RuleName { get; init; }

    /// <summary>Gets the status: <c>InProgress</c>, <c>Abandoned</c> (as after an override), <c>Succeeded</c> or <c>Failed</c>; null before the first execution.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the id of the rule execution, 1–200 characters.</summary>
    public string? RuleExecutionId { get; init; }

    /// <summary>Gets the summary, 1–2048 characters.</summary>
    public string? Summary { get; init; }

    /// <summary>Gets the error code of a failed rule.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the error message of a failed rule, 1–5000 characters.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets the time of the last status change in UTC; null if AWS did not return it.</summary>
    public DateTime? LastStatusChange { get; init; }

    /// <summary>Gets the ARN of the identity that last changed the rule execution.</summary>
    public string? LastUpdatedBy { get; init; }

    /// <summary>Gets the external id, such as the id of a build.</summary>
    public string? ExternalExecutionId { get; init; }

    /// <summary>Gets the external page, such as the page of a build.</summary>
    public string? ExternalExecutionUrl { get; init; }

    /// <summary>Gets the page of the resource that the rule uses, such as a CloudWatch alarm.</summary>
    public string? EntityUrl { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RuleName;

    /// <inheritdoc/>
    public bool Equals(RuleState? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
