using System;

namespace Amazon.CodePipeline.Model;

/// <summary>A rule execution of the API.</summary>
public partial class RuleExecution
{
    /// <summary>Gets or sets the rule execution id: 1–200 characters.</summary>
    public string? RuleExecutionId { get; set; }

    /// <summary>Gets or sets the status: one of <c>InProgress</c>, <c>Abandoned</c>, <c>Succeeded</c>, <c>Failed</c>.</summary>
    public RuleExecutionStatus? Status { get; set; }

    /// <summary>Gets or sets the summary: 1–2048 characters.</summary>
    public string? Summary { get; set; }

    /// <summary>Gets or sets the last status change: UTC.</summary>
    public DateTime? LastStatusChange { get; set; }

    /// <summary>Gets or sets the token: 1–200 characters, of the pattern <c>[a-zA-Z0-9\-\.]+</c>.</summary>
    public string? Token { get; set; }

    /// <summary>Gets or sets the last updated by.</summary>
    public string? LastUpdatedBy { get; set; }

    /// <summary>Gets or sets the external execution id: 1–1500 characters.</summary>
    public string? ExternalExecutionId { get; set; }

    /// <summary>Gets or sets the external execution URL: 1–2048 characters.</summary>
    public string? ExternalExecutionUrl { get; set; }

    /// <summary>Gets or sets the error details.</summary>
    public ErrorDetails? ErrorDetails { get; set; }
}
