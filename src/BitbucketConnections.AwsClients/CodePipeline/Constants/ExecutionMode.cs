using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of execution mode; a value that AWS added later is kept as it is.</summary>
public class ExecutionMode : ConstantClass
{
    /// <summary>The value <c>QUEUED</c>.</summary>
    public static readonly ExecutionMode QUEUED = new("QUEUED");

    /// <summary>The value <c>SUPERSEDED</c>.</summary>
    public static readonly ExecutionMode SUPERSEDED = new("SUPERSEDED");

    /// <summary>The value <c>PARALLEL</c>.</summary>
    public static readonly ExecutionMode PARALLEL = new("PARALLEL");

    /// <summary>Initializes a new instance of the <see cref="ExecutionMode"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ExecutionMode(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ExecutionMode?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ExecutionMode FindValue(string value) => FindValue<ExecutionMode>(value);
}
