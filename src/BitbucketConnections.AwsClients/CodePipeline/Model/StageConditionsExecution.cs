namespace Amazon.CodePipeline.Model;

/// <summary>A stage conditions execution of the API.</summary>
public partial class StageConditionsExecution
{
    /// <summary>Gets or sets the status: one of <c>InProgress</c>, <c>Failed</c>, <c>Errored</c>, <c>Succeeded</c>, <c>Cancelled</c>, <c>Abandoned</c>, <c>Overridden</c>.</summary>
    public ConditionExecutionStatus? Status { get; set; }

    /// <summary>Gets or sets the summary: 1–2048 characters.</summary>
    public string? Summary { get; set; }
}
