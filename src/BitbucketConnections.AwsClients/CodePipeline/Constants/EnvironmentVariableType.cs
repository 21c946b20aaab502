using Amazon.Runtime;

namespace Amazon.CodePipeline;

/// <summary>The values of environment variable type; a value that AWS added later is kept as it is.</summary>
public class EnvironmentVariableType : ConstantClass
{
    /// <summary>The value <c>PLAINTEXT</c>.</summary>
    public static readonly EnvironmentVariableType PLAINTEXT = new("PLAINTEXT");

    /// <summary>The value <c>SECRETS_MANAGER</c>.</summary>
    public static readonly EnvironmentVariableType SECRETS_MANAGER = new("SECRETS_MANAGER");

    /// <summary>Initializes a new instance of the <see cref="EnvironmentVariableType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public EnvironmentVariableType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator EnvironmentVariableType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static EnvironmentVariableType FindValue(string value) => FindValue<EnvironmentVariableType>(value);
}
