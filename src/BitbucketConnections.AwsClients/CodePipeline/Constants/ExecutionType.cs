using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of execution type; a value that AWS added later is kept as it is.</summary>
public class ExecutionType : ConstantClass
{
    /// <summary>The value <c>STANDARD</c>.</summary>
    public static readonly ExecutionType STANDARD = new("STANDARD");

    /// <summary>The value <c>ROLLBACK</c>.</summary>
    public static readonly ExecutionType ROLLBACK = new("ROLLBACK");

    /// <summary>Initializes a new instance of the <see cref="ExecutionType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ExecutionType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ExecutionType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ExecutionType FindValue(string value) => FindValue<ExecutionType>(value);
}
