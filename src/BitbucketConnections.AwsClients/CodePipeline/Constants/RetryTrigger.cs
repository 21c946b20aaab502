using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of retry trigger; a value that AWS added later is kept as it is.</summary>
public class RetryTrigger : ConstantClass
{
    /// <summary>The value <c>AutomatedStageRetry</c>.</summary>
    public static readonly RetryTrigger AutomatedStageRetry = new("AutomatedStageRetry");

    /// <summary>The value <c>ManualStageRetry</c>.</summary>
    public static readonly RetryTrigger ManualStageRetry = new("ManualStageRetry");

    /// <summary>Initializes a new instance of the <see cref="RetryTrigger"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public RetryTrigger(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator RetryTrigger?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static RetryTrigger FindValue(string value) => FindValue<RetryTrigger>(value);
}
