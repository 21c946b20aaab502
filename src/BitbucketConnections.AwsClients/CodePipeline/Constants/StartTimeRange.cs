using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of start time range; a value that AWS added later is kept as it is.</summary>
public class StartTimeRange : ConstantClass
{
    /// <summary>The value <c>Latest</c>.</summary>
    public static readonly StartTimeRange Latest = new("Latest");

    /// <summary>The value <c>All</c>.</summary>
    public static readonly StartTimeRange All = new("All");

    /// <summary>Initializes a new instance of the <see cref="StartTimeRange"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public StartTimeRange(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator StartTimeRange?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static StartTimeRange FindValue(string value) => FindValue<StartTimeRange>(value);
}
