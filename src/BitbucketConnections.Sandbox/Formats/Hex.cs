using System.Text;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Formats bytes as hexadecimal digits. .NET Standard 2.0 has no method for this.</summary>
internal static class Hex
{
    /// <summary>Formats bytes in lowercase, as in signatures.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Two digits for each byte.</returns>
    public static string Lower(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        foreach (var b in bytes)
        {
            text.Append(char.ToLowerInvariant(Digit(b >> 4))).Append(char.ToLowerInvariant(Digit(b & 15)));
        }

        return text.ToString();
    }

    /// <summary>Gets the uppercase digit of a value.</summary>
    /// <param name="value">0–15.</param>
    /// <returns>The digit.</returns>
    public static char Digit(int value) => "0123456789ABCDEF"[value];
}
