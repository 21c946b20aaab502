using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of encryption key type; a value that AWS added later is kept as it is.</summary>
public class EncryptionKeyType : ConstantClass
{
    /// <summary>The value <c>KMS</c>.</summary>
    public static readonly EncryptionKeyType KMS = new("KMS");

    /// <summary>Initializes a new instance of the <see cref="EncryptionKeyType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public EncryptionKeyType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator EncryptionKeyType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static EncryptionKeyType FindValue(string value) => FindValue<EncryptionKeyType>(value);
}
