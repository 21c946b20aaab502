using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of action owner; a value that AWS added later is kept as it is.</summary>
public class ActionOwner : ConstantClass
{
    /// <summary>The value <c>AWS</c>.</summary>
    public static readonly ActionOwner AWS = new("AWS");

    /// <summary>The value <c>ThirdParty</c>.</summary>
    public static readonly ActionOwner ThirdParty = new("ThirdParty");

    /// <summary>The value <c>Custom</c>.</summary>
    public static readonly ActionOwner Custom = new("Custom");

    /// <summary>Initializes a new instance of the <see cref="ActionOwner"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ActionOwner(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ActionOwner?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ActionOwner FindValue(string value) => FindValue<ActionOwner>(value);
}
