using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of pipeline type; a value that AWS added later is kept as it is.</summary>
public class PipelineType : ConstantClass
{
    /// <summary>The value <c>V1</c>.</summary>
    public static readonly PipelineType V1 = new("V1");

    /// <summary>The value <c>V2</c>.</summary>
    public static readonly PipelineType V2 = new("V2");

    /// <summary>Initializes a new instance of the <see cref="PipelineType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public PipelineType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator PipelineType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static PipelineType FindValue(string value) => FindValue<PipelineType>(value);
}
