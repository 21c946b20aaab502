using System;
using System.Collections.Generic;
using System.Text;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Percent-encodes text by RFC 3986, as SigV4 requires.</summary>
internal static class UrlText
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>Encodes all characters except the unreserved ones, in uppercase hexadecimal.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The encoded text.</returns>
    public static string Encode(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var b in Encoding.UTF8.GetBytes(value))
        {
            if (Unreserved.IndexOf((char)b) >= 0)
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('%').Append(Hex.Digit(b >> 4)).Append(Hex.Digit(b & 15));
            }
        }

        return text.ToString();
    }

    /// <summary>Decodes percent escapes.</summary>
    /// <param name="value">The encoded text.</param>
    /// <returns>The text.</returns>
    public static string Decode(string value) => Uri.UnescapeDataString(value);

    /// <summary>Reads a query string or a form body.</summary>
    /// <param name="text">The encoded pairs.</param>
    /// <param name="plusIsSpace">True if <c>+</c> means a space, as in a form. In a query it is a plus sign.</param>
    /// <returns>The decoded pairs in the order sent.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> ParsePairs(string text, bool plusIsSpace)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in text.Split('&'))
        {
            if (part.Length == 0)
            {
                continue;
            }

            var source = plusIsSpace ? part.Replace('+', ' ') : part;
            var equals = source.IndexOf('=');
            pairs.Add(equals < 0
                ? new KeyValuePair<string, string>(Decode(source), string.Empty)
                : new KeyValuePair<string, string>(Decode(source.Substring(0, equals)), Decode(source.Substring(equals + 1))));
        }

        return pairs;
    }
}
