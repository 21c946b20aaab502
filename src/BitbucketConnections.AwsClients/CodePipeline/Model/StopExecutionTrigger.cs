namespace Amazon.CodePipeline.Model;

/// <summary>A stop execution trigger of the API.</summary>
public partial class StopExecutionTrigger
{
    /// <summary>Gets or sets the reason: at most 200 characters.</summary>
    public string? Reason { get; set; }
}
