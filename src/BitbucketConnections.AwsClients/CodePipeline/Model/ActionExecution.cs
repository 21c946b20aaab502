using System;

namespace Amazon.CodePipeline.Model;

/// <summary>An action execution of the API.</summary>
public partial class ActionExecution
{
    /// <summary>Gets or sets the action execution id.</summary>
    public string? ActionExecutionId { get; set; }

    /// <summary>Gets or sets the status: one of <c>InProgress</c>, <c>Abandoned</c>, <c>Succeeded</c>, <c>Failed</c>.</summary>
    public ActionExecutionStatus? Status { get; set; }

    /// <summary>Gets or sets the summary: 1–2048 characters.</summary>
    public string? Summary { get; set; }

    /// <summary>Gets or sets the last status change: UTC.</summary>
    public DateTime? LastStatusChange { get; set; }

    /// <summary>Gets or sets the token.</summary>
    public string? Token { get; set; }

    /// <summary>Gets or sets the last updated by.</summary>
    public string? LastUpdatedBy { get; set; }

    /// <summary>Gets or sets the external execution id: 1–1500 characters.</summary>
    public string? ExternalExecutionId { get; set; }

    /// <summary>Gets or sets the external execution URL: 1–2048 characters.</summary>
    public string? ExternalExecutionUrl { get; set; }

    /// <summary>Gets or sets the percent complete: 0–100.</summary>
    public int? PercentComplete { get; set; }

    /// <summary>Gets or sets the error details.</summary>
    public ErrorDetails? ErrorDetails { get; set; }

    /// <summary>Gets or sets the log stream ARN: 1–250 characters.</summary>
    public string? LogStreamARN { get; set; }
}
