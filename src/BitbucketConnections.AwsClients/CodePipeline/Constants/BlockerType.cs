using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of blocker type; a value that AWS added later is kept as it is.</summary>
public class BlockerType : ConstantClass
{
    /// <summary>The value <c>Schedule</c>.</summary>
    public static readonly BlockerType Schedule = new("Schedule");

    /// <summary>Initializes a new instance of the <see cref="BlockerType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public BlockerType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator BlockerType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static BlockerType FindValue(string value) => FindValue<BlockerType>(value);
}
