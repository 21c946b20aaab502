using Amazon.Runtime;

namespace Amazon.CodeStarconnections;

/// <summary>The values of connection status; a value that AWS added later is kept as it is.</summary>
public class ConnectionStatus : ConstantClass
{
    /// <summary>The value <c>PENDING</c>.</summary>
    public static readonly ConnectionStatus PENDING = new("PENDING");

    /// <summary>The value <c>AVAILABLE</c>.</summary>
    public static readonly ConnectionStatus AVAILABLE = new("AVAILABLE");

    /// <summary>The value <c>ERROR</c>.</summary>
    public static readonly ConnectionStatus ERROR = new("ERROR");

    /// <summary>Initializes a new instance of the <see cref="ConnectionStatus"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public ConnectionStatus(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator ConnectionStatus?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static ConnectionStatus FindValue(string value) => FindValue<ConnectionStatus>(value);
}
