using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of trigger type; a value that AWS added later is kept as it is.</summary>
public class TriggerType : ConstantClass
{
    /// <summary>The value <c>CreatePipeline</c>.</summary>
    public static readonly TriggerType CreatePipeline = new("CreatePipeline");

    /// <summary>The value <c>StartPipelineExecution</c>.</summary>
    public static readonly TriggerType StartPipelineExecution = new("StartPipelineExecution");

    /// <summary>The value <c>PollForSourceChanges</c>.</summary>
    public static readonly TriggerType PollForSourceChanges = new("PollForSourceChanges");

    /// <summary>The value <c>Webhook</c>.</summary>
    public static readonly TriggerType Webhook = new("Webhook");

    /// <summary>The value <c>CloudWatchEvent</c>.</summary>
    public static readonly TriggerType CloudWatchEvent = new("CloudWatchEvent");

    /// <summary>The value <c>PutActionRevision</c>.</summary>
    public static readonly TriggerType PutActionRevision = new("PutActionRevision");

    /// <summary>The value <c>WebhookV2</c>.</summary>
    public static readonly TriggerType WebhookV2 = new("WebhookV2");

    /// <summary>The value <c>ManualRollback</c>.</summary>
    public static readonly TriggerType ManualRollback = new("ManualRollback");

    /// <summary>The value <c>AutomatedRollback</c>.</summary>
    public static readonly TriggerType AutomatedRollback = new("AutomatedRollback");

    /// <summary>Initializes a new instance of the <see cref="TriggerType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public TriggerType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator TriggerType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static TriggerType FindValue(string value) => FindValue<TriggerType>(value);
}
