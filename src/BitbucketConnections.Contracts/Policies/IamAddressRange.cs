using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace BitbucketConnections.Policies;

/// <summary>An IP address or a range in CIDR form.</summary>
internal sealed class IamAddressRange
{
    private readonly byte[] _address;
    private readonly int _length;

    private IamAddressRange(byte[] address, int length)
    {
        _address = address;
        _length = length;
    }

    /// <summary>Reads a range.</summary>
    /// <param name="text">The text, such as <c>192.0.2.0/24</c>.</param>
    /// <returns>The range; null if the text is not one.</returns>
    public static IamAddressRange? TryParse(string? text)
    {
        var parts = (text ?? string.Empty).Split('/');
        if (TryParseAddress(parts[0]) is not { } address || parts.Length > 2)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        return parts.Length == 1 || (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= bytes.Length * 8)
            ? new IamAddressRange(bytes, length)
            : null;
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The address; null if the text is not one. IPv4 requires four numbers without leading zeros.</returns>
    public static IPAddress? TryParseAddress(string text) =>
        IPAddress.TryParse(text, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text) ? address : null;

    /// <summary>Determines whether the range contains an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>True if it does.</returns>
    public bool Contains(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == _address.Length && Enumerable.Range(0, _length).All(bit => Bit(bytes, bit) == Bit(_address, bit));
    }

    private static int Bit(byte[] bytes, int bit) => (bytes[bit / 8] >> (7 - (bit % 8))) & 1;
}
