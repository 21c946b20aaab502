using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of source revision type; a value that AWS added later is kept as it is.</summary>
public class SourceRevisionType : ConstantClass
{
    /// <summary>The value <c>COMMIT_ID</c>.</summary>
    public static readonly SourceRevisionType COMMIT_ID = new("COMMIT_ID");

    /// <summary>The value <c>IMAGE_DIGEST</c>.</summary>
    public static readonly SourceRevisionType IMAGE_DIGEST = new("IMAGE_DIGEST");

    /// <summary>The value <c>S3_OBJECT_VERSION_ID</c>.</summary>
    public static readonly SourceRevisionType S3_OBJECT_VERSION_ID = new("S3_OBJECT_VERSION_ID");

    /// <summary>The value <c>S3_OBJECT_KEY</c>.</summary>
    public static readonly SourceRevisionType S3_OBJECT_KEY = new("S3_OBJECT_KEY");

    /// <summary>Initializes a new instance of the <see cref="SourceRevisionType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public SourceRevisionType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator SourceRevisionType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static SourceRevisionType FindValue(string value) => FindValue<SourceRevisionType>(value);
}
