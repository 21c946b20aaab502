using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of rule category; a value that AWS added later is kept as it is.</summary>
public class RuleCategory : ConstantClass
{
    /// <summary>The value <c>Rule</c>.</summary>
    public static readonly RuleCategory Rule = new("Rule");

    /// <summary>Initializes a new instance of the <see cref="RuleCategory"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public RuleCategory(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator RuleCategory?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static RuleCategory FindValue(string value) => FindValue<RuleCategory>(value);
}
