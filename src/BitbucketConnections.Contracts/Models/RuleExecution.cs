using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace BitbucketConnections;

/// <summary>Represents an execution of a rule of a stage condition. AWS does not return which of the conditions of the stage the rule belongs to.</summary>
public sealed record RuleExecution
{
    private readonly IReadOnlyDictionary<string, string>? _configuration;

    /// <summary>Gets <see cref="RuleExecutionId"/> by a short name.</summary>
    public string? Id => RuleExecutionId;

    /// <summary>Gets the name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>Gets the id of the pipeline execution.</summary>
    public required string PipelineExecutionId { get; init; }

    /// <summary>Gets the id of the rule execution, 1–200 characters.</summary>
    public string? RuleExecutionId { get; init; }

    /// <summary>Gets the name of the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the name of the rule.</summary>
    public required string RuleName { get; init; }

    /// <summary>Gets the version of the pipeline.</summary>
    public int? PipelineVersion { get; init; }

    /// <summary>Gets the rule type; null if AWS did not return it.</summary>
    public RuleTypeId? RuleTypeId { get; init; }

    /// <summary>Gets the status: <c>InProgress</c>, <c>Abandoned</c> (as after an override), <c>Succeeded</c> or <c>Failed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Gets the start time in UTC.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Gets the time of the last change in UTC.</summary>
    public DateTime? LastUpdateTime { get; init; }

    /// <summary>Gets the ARN of the identity that last changed the rule execution.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>Gets the configuration with the values of the variables; null if AWS did not return it.</summary>
    public IReadOnlyDictionary<string, string>? Configuration
    {
        get => _configuration;
        init => _configuration = ConfigurationMap.Of(value);
    }

    /// <summary>Gets the ARN of the role of the rule; null for the service role of the pipeline.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Gets the Region in which the rule ran; null if AWS did not return it.</summary>
    public string? RuleRegion { get; init; }

    /// <summary>Gets the external id, such as the id of a build.</summary>
    public string? ExternalExecutionId { get; init; }

    /// <summary>Gets the external page, such as the page of a build.</summary>
    public string? ExternalExecutionUrl { get; init; }

    /// <summary>Gets the summary.</summary>
    public string? Summary { get; init; }

    /// <summary>Gets the error code of a failed rule.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets the error message of a failed rule, 1–5000 characters.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets the Region of the pipeline.</summary>
    public required string Region { get; init; }

    /// <inheritdoc/>
    public override string ToString() => StageName + "/" + RuleName;

    /// <inheritdoc/>
    public bool Equals(RuleExecution? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
