namespace Amazon.CodePipeline.Model;

/// <summary>An approval result of the API.</summary>
public partial class ApprovalResult
{
    /// <summary>Gets or sets the summary: 0–512 characters; required.</summary>
    public string? Summary { get; set; }

    /// <summary>Gets or sets the status; required.</summary>
    public ApprovalStatus? Status { get; set; }
}
