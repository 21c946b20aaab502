using System;
using System.Globalization;
using System.Text;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>The token of the next page. It is opaque to clients and valid for one list only.</summary>
internal static class PageToken
{
    /// <summary>Writes a token.</summary>
    /// <param name="list">The list and its filters, so that a token of another list is rejected.</param>
    /// <param name="after">The key of the last item returned.</param>
    /// <returns>The token.</returns>
    public static string Write(string list, string after) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(list.Length.ToString(CultureInfo.InvariantCulture) + ":" + list + after));

    /// <summary>Reads a token.</summary>
    /// <param name="list">The expected list.</param>
    /// <param name="token">The token.</param>
    /// <returns>The key of the last item returned; null if the token does not belong to this list.</returns>
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
