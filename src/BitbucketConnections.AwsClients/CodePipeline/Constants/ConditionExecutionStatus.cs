using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of condition execution status; a value that AWS added later is kept as it is.</summary>
public class ConditionExecutionStatus : ConstantClass
{
    /// <summary>The value <c>InProgress</c>.</summary>
    public static readonly ConditionExecutionStatus InProgress = new("InProgress");

    /// <summary>The value <c>Failed</c>.</summary>
    public static readonly ConditionExecutionStatus Failed = new("Failed");

    /// <summary>The value <c>Errored</c>.</summary>
    public static readonly ConditionExecutionStatus Errored = new("Errored");

    /// <summary>The value <c>Succeeded</c>.</summary>
    public static readonly ConditionExecutionStatus Succeeded = new("Succeeded");

    /// <summary>The value <c>Cancelled</c>.</summary>
    public static readonly ConditionExecutionStatus Cancelled = new("Cancelled");

    /// <summary>The value <c>Abandoned</c>.</summary>
    public static readonly ConditionExecutionStatus Abandoned = new("Abandoned");

    /// <summary>The value <c>Overridden</c>.</summary>
    public static readonly ConditionExecutionStatus Overridden = new("Overridden");

    /// <summary>Initializes a new instance of the <see cref="ConditionExecutionStatus"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ConditionExecutionStatus(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ConditionExecutionStatus?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ConditionExecutionStatus FindValue(string value) => FindValue<ConditionExecutionStatus>(value);
}
