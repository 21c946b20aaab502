using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of stage transition type; a value that AWS added later is kept as it is.</summary>
public class StageTransitionType : ConstantClass
{
    /// <summary>The value <c>Inbound</c>.</summary>
    public static readonly StageTransitionType Inbound = new("Inbound");

    /// <summary>The value <c>Outbound</c>.</summary>
    public static readonly StageTransitionType Outbound = new("Outbound");

    /// <summary>Initializes a new instance of the <see cref="StageTransitionType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public StageTransitionType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator StageTransitionType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static StageTransitionType FindValue(string value) => FindValue<StageTransitionType>(value);
}
