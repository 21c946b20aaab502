using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of stage retry mode; a value that AWS added later is kept as it is.</summary>
public class StageRetryMode : ConstantClass
{
    /// <summary>The value <c>FAILED_ACTIONS</c>.</summary>
    public static readonly StageRetryMode FAILED_ACTIONS = new("FAILED_ACTIONS");

    /// <summary>The value <c>ALL_ACTIONS</c>.</summary>
    public static readonly StageRetryMode ALL_ACTIONS = new("ALL_ACTIONS");

    /// <summary>Initializes a new instance of the <see cref="StageRetryMode"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public StageRetryMode(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator StageRetryMode?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static StageRetryMode FindValue(string value) => FindValue<StageRetryMode>(value);
}
