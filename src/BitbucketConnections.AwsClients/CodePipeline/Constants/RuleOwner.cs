using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of rule owner; a value that AWS added later is kept as it is.</summary>
public class RuleOwner : ConstantClass
{
    /// <summary>The value <c>AWS</c>.</summary>
    public static readonly RuleOwner AWS = new("AWS");

    /// <summary>Initializes a new instance of the <see cref="RuleOwner"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public RuleOwner(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator RuleOwner?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static RuleOwner FindValue(string value) => FindValue<RuleOwner>(value);
}
