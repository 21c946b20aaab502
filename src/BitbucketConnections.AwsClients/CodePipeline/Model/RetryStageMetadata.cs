namespace Amazon.CodePipeline.Model;

/// <summary>A retry stage metadata of the API.</summary>
public partial class RetryStageMetadata
{
    /// <summary>Gets or sets the auto stage retry attempt: at least 1.</summary>
    public int? AutoStageRetryAttempt { get; set; }

    /// <summary>Gets or sets the manual stage retry attempt: at least 1.</summary>
    public int? ManualStageRetryAttempt { get; set; }

    /// <summary>Gets or sets the latest retry trigger: one of <c>AutomatedStageRetry</c>, <c>ManualStageRetry</c>.</summary>
    public RetryTrigger? LatestRetryTrigger { get; set; }
}
