using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of action category; a value that AWS added later is kept as it is.</summary>
public class ActionCategory : ConstantClass
{
    /// <summary>The value <c>Source</c>.</summary>
    public static readonly ActionCategory Source = new("Source");

    /// <summary>The value <c>Build</c>.</summary>
    public static readonly ActionCategory Build = new("Build");

    /// <summary>The value <c>Deploy</c>.</summary>
    public static readonly ActionCategory Deploy = new("Deploy");

    /// <summary>The value <c>Test</c>.</summary>
    public static readonly ActionCategory Test = new("Test");

    /// <summary>The value <c>Invoke</c>.</summary>
    public static readonly ActionCategory Invoke = new("Invoke");

    /// <summary>The value <c>Approval</c>.</summary>
    public static readonly ActionCategory Approval = new("Approval");

    /// <summary>The value <c>Compute</c>.</summary>
    public static readonly ActionCategory Compute = new("Compute");

    /// <summary>Initializes a new instance of the <see cref="ActionCategory"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ActionCategory(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ActionCategory?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ActionCategory FindValue(string value) => FindValue<ActionCategory>(value);
}
