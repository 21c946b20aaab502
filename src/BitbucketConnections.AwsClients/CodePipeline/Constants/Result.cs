using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of result; a value that AWS added later is kept as it is.</summary>
public class Result : ConstantClass
{
    /// <summary>The value <c>ROLLBACK</c>.</summary>
    public static readonly Result ROLLBACK = new("ROLLBACK");

    /// <summary>The value <c>FAIL</c>.</summary>
    public static readonly Result FAIL = new("FAIL");

    /// <summary>The value <c>RETRY</c>.</summary>
    public static readonly Result RETRY = new("RETRY");

    /// <summary>The value <c>SKIP</c>.</summary>
    public static readonly Result SKIP = new("SKIP");

    /// <summary>Initializes a new instance of the <see cref="Result"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public Result(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Result?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static Result FindValue(string value) => FindValue<Result>(value);
}
