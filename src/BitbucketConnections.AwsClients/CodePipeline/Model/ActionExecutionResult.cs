namespace Amazon.CodePipeline.Model;

/// <summary>An action execution result of the API.</summary>
public partial class ActionExecutionResult
{
    /// <summary>Gets or sets the external execution id.</summary>
    public string? ExternalExecutionId { get; set; }

    /// <summary>Gets or sets the external execution summary.</summary>
    public string? ExternalExecutionSummary { get; set; }

    /// <summary>Gets or sets the external execution url: 1–2048 characters.</summary>
    public string? ExternalExecutionUrl { get; set; }

    /// <summary>Gets or sets the error details.</summary>
    public ErrorDetails? ErrorDetails { get; set; }

    /// <summary>Gets or sets the log stream arn: 1–250 characters.</summary>
    public string? LogStreamARN { get; set; }
}
