namespace Amazon.CodePipeline.Model;

/// <summary>An error details of the API.</summary>
public partial class ErrorDetails
{
    /// <summary>Gets or sets the code.</summary>
    public string? Code { get; set; }

    /// <summary>Gets or sets the message: 1–5000 characters.</summary>
    public string? Message { get; set; }
}
