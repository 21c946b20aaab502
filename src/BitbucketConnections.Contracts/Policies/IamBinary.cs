using System;

namespace BitbucketConnections.Policies;

/// <summary>A binary value in a condition, in Base64.</summary>
internal static class IamBinary
{
    /// <summary>Reads a value.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The bytes; null if the text is not Base64.</returns>
    public static byte[]? TryParse(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
