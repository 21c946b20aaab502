using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of pipeline execution status; a value that AWS added later is kept as it is.</summary>
public class PipelineExecutionStatus : ConstantClass
{
    /// <summary>The value <c>Cancelled</c>.</summary>
    public static readonly PipelineExecutionStatus Cancelled = new("Cancelled");

    /// <summary>The value <c>InProgress</c>.</summary>
    public static readonly PipelineExecutionStatus InProgress = new("InProgress");

    /// <summary>The value <c>Stopped</c>.</summary>
    public static readonly PipelineExecutionStatus Stopped = new("Stopped");

    /// <summary>The value <c>Stopping</c>.</summary>
    public static readonly PipelineExecutionStatus Stopping = new("Stopping");

    /// <summary>The value <c>Succeeded</c>.</summary>
    public static readonly PipelineExecutionStatus Succeeded = new("Succeeded");

    /// <summary>The value <c>Superseded</c>.</summary>
    public static readonly PipelineExecutionStatus Superseded = new("Superseded");

    /// <summary>The value <c>Failed</c>.</summary>
    public static readonly PipelineExecutionStatus Failed = new("Failed");

    /// <summary>Initializes a new instance of the <see cref="PipelineExecutionStatus"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public PipelineExecutionStatus(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator PipelineExecutionStatus?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static PipelineExecutionStatus FindValue(string value) => FindValue<PipelineExecutionStatus>(value);
}
