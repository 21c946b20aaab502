using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of rule execution status; a value that AWS added later is kept as it is.</summary>
public class RuleExecutionStatus : ConstantClass
{
    /// <summary>The value <c>InProgress</c>.</summary>
    public static readonly RuleExecutionStatus InProgress = new("InProgress");

    /// <summary>The value <c>Abandoned</c>.</summary>
    public static readonly RuleExecutionStatus Abandoned = new("Abandoned");

    /// <summary>The value <c>Succeeded</c>.</summary>
    public static readonly RuleExecutionStatus Succeeded = new("Succeeded");

    /// <summary>The value <c>Failed</c>.</summary>
    public static readonly RuleExecutionStatus Failed = new("Failed");

    /// <summary>Initializes a new instance of the <see cref="RuleExecutionStatus"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public RuleExecutionStatus(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator RuleExecutionStatus?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static RuleExecutionStatus FindValue(string value) => FindValue<RuleExecutionStatus>(value);
}
