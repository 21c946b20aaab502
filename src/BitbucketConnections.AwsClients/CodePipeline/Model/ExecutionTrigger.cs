namespace Amazon.CodePipeline.Model;

/// <summary>An execution trigger of the API.</summary>
public partial class ExecutionTrigger
{
    /// <summary>Gets or sets the trigger type: one of <c>CreatePipeline</c>, <c>StartPipelineExecution</c>, <c>PollForSourceChanges</c>, <c>Webhook</c>, <c>CloudWatchEvent</c>, <c>PutActionRevision</c>, <c>WebhookV2</c>, <c>ManualRollback</c>, <c>AutomatedRollback</c>.</summary>
    public TriggerType? TriggerType { get; set; }

    /// <summary>Gets or sets the trigger detail: 0–1024 characters.</summary>
    public string? TriggerDetail { get; set; }
}
