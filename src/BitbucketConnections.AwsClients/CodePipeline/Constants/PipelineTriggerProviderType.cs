using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of pipeline trigger provider type; a value that AWS added later is kept as it is.</summary>
public class PipelineTriggerProviderType : ConstantClass
{
    /// <summary>The value <c>CodeStarSourceConnection</c>.</summary>
    public static readonly PipelineTriggerProviderType CodeStarSourceConnection = new("CodeStarSourceConnection");

    /// <summary>Initializes a new instance of the <see cref="PipelineTriggerProviderType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public PipelineTriggerProviderType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator PipelineTriggerProviderType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static PipelineTriggerProviderType FindValue(string value) => FindValue<PipelineTriggerProviderType>(value);
}
