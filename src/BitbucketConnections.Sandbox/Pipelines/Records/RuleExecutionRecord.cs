using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>A rule of a condition that runs or ran.</summary>
internal sealed class RuleExecutionRecord
{
    /// <summary>Gets the stage.</summary>
    public required string StageName { get; init; }

    /// <summary>Gets the gate of its condition.</summary>
    public required string Gate { get; init; }

    /// <summary>Gets its declaration.</summary>
    public required DeclaredRule Declared { get; init; }

    /// <summary>Gets the id, a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the sequence number. Later rules have higher numbers.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the start time.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets or sets the time of the last change.</summary>
    public required DateTimeOffset Updated { get; set; }

    /// <summary>Gets the time of its first check.</summary>
    public required DateTimeOffset FirstCheck { get; init; }

    /// <summary>Gets the time when it fails if it has not ended.</summary>
    public required DateTimeOffset TimesOut { get; init; }

    /// <summary>Gets or sets the time of its next check, at the latest its timeout.</summary>
    public required DateTimeOffset NextCheck { get; set; }

    /// <summary>Gets its planned outcome; null to check what the rule checks.</summary>
    public SandboxRuleOutcome? Outcome { get; init; }

    /// <summary>Gets its configuration with the values of its variables.</summary>
    public required JsonObject ResolvedConfiguration { get; init; }

    /// <summary>Gets its input artifacts.</summary>
    public required IReadOnlyList<StoredArtifact> Inputs { get; init; }

    /// <summary>Gets or sets the status.</summary>
    public string Status { get; set; } = ExecutionStatuses.InProgress;

    /// <summary>Gets or sets the code of the failure, or null.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Gets or sets the message of the failure, or null.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Gets or sets the ARN of the person who has overridden its condition, or null.</summary>
    public string? UpdatedBy { get; set; }

    /// <summary>Gets the name.</summary>
    public string Name => Declared.Name;

    /// <summary>Gets a value indicating whether it is in progress.</summary>
    public bool IsUnderWay => Status == ExecutionStatuses.InProgress;

    /// <summary>Ends the rule.</summary>
    /// <param name="status">The final status.</param>
    /// <param name="at">The time of the event.</param>
    public void End(string status, DateTimeOffset at)
    {
        Status = status;
        Updated = at;
    }

    /// <summary>Marks the rule as failed.</summary>
    /// <param name="code">The error code.</param>
    /// <param name="message">The error message.</param>
    /// <param name="at">The time of the event.</param>
    public void Fail(string code, string message, DateTimeOffset at)
    {
        ErrorCode = code;
        ErrorMessage = message;
        End(ExecutionStatuses.Failed, at);
    }
}
