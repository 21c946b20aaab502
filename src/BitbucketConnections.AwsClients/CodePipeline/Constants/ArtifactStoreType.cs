using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of artifact store type; a value that AWS added later is kept as it is.</summary>
public class ArtifactStoreType : ConstantClass
{
    /// <summary>The value <c>S3</c>.</summary>
    public static readonly ArtifactStoreType S3 = new("S3");

    /// <summary>Initializes a new instance of the <see cref="ArtifactStoreType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ArtifactStoreType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ArtifactStoreType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ArtifactStoreType FindValue(string value) => FindValue<ArtifactStoreType>(value);
}
