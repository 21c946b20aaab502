using System.Text;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Bytes as hexadecimal digits; netstandard2.0 has no such call.</summary>
internal static class Hex
{
    /// <summary>Writes bytes in lower case, as signatures are.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Two digits a byte.</returns>
    public static string Lower(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        foreach (var b in bytes)
        {
            text.Append(char.ToLowerInvariant(Digit(b >> 4))).Append(char.ToLowerInvariant(Digit(b & 15)));
        }

        return text.ToString();
    }

    /// <summary>Gets the upper-case digit of a value.</summary>
    /// <param name="value">0–15.</param>
    /// <returns>The digit.</returns>
    public static char Digit(int value) => "0123456789ABCDEF"[value];
}
