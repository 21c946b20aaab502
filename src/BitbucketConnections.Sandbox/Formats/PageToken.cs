using System;
using System.Globalization;
using System.Text;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>The token of the next page: opaque to clients, and good for one list only.</summary>
internal static class PageToken
{
    /// <summary>Writes a token.</summary>
    /// <param name="list">Names the list and what it was asked for, so that a token of another is refused.</param>
    /// <param name="after">The key of the last item given.</param>
    /// <returns>The token.</returns>
    public static string Write(string list, string after) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(list.Length.ToString(CultureInfo.InvariantCulture) + ":" + list + after));

    /// <summary>Reads a token.</summary>
    /// <param name="list">The list it must be of.</param>
    /// <param name="token">The token.</param>
    /// <returns>The key of the last item given; null when the token is not one of this list.</returns>
    public static string? Read(string list, string token)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(token);
        }
        catch (FormatException)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        var prefix = list.Length.ToString(CultureInfo.InvariantCulture) + ":" + list;
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text.Substring(prefix.Length) : null;
    }
}
