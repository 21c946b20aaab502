using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of action execution status; a value that AWS added later is kept as it is.</summary>
public class ActionExecutionStatus : ConstantClass
{
    /// <summary>The value <c>InProgress</c>.</summary>
    public static readonly ActionExecutionStatus InProgress = new("InProgress");

    /// <summary>The value <c>Abandoned</c>.</summary>
    public static readonly ActionExecutionStatus Abandoned = new("Abandoned");

    /// <summary>The value <c>Succeeded</c>.</summary>
    public static readonly ActionExecutionStatus Succeeded = new("Succeeded");

    /// <summary>The value <c>Failed</c>.</summary>
    public static readonly ActionExecutionStatus Failed = new("Failed");

    /// <summary>Initializes a new instance of the <see cref="ActionExecutionStatus"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ActionExecutionStatus(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ActionExecutionStatus?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ActionExecutionStatus FindValue(string value) => FindValue<ActionExecutionStatus>(value);
}
