namespace Amazon.CodePipeline.Model;

/// <summary>A retry configuration of the API.</summary>
public partial class RetryConfiguration
{
    /// <summary>Gets or sets the retry mode: one of <c>FAILED_ACTIONS</c>, <c>ALL_ACTIONS</c>.</summary>
    public StageRetryMode? RetryMode { get; set; }
}
