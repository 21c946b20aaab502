using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of stage execution status; a value that AWS added later is kept as it is.</summary>
public class StageExecutionStatus : ConstantClass
{
    /// <summary>The value <c>Cancelled</c>.</summary>
    public static readonly StageExecutionStatus Cancelled = new("Cancelled");

    /// <summary>The value <c>InProgress</c>.</summary>
    public static readonly StageExecutionStatus InProgress = new("InProgress");

    /// <summary>The value <c>Failed</c>.</summary>
    public static readonly StageExecutionStatus Failed = new("Failed");

    /// <summary>The value <c>Stopped</c>.</summary>
    public static readonly StageExecutionStatus Stopped = new("Stopped");

    /// <summary>The value <c>Stopping</c>.</summary>
    public static readonly StageExecutionStatus Stopping = new("Stopping");

    /// <summary>The value <c>Succeeded</c>.</summary>
    public static readonly StageExecutionStatus Succeeded = new("Succeeded");

    /// <summary>The value <c>Skipped</c>.</summary>
    public static readonly StageExecutionStatus Skipped = new("Skipped");

    /// <summary>Initializes a new instance of the <see cref="StageExecutionStatus"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public StageExecutionStatus(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator StageExecutionStatus?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static StageExecutionStatus FindValue(string value) => FindValue<StageExecutionStatus>(value);
}
