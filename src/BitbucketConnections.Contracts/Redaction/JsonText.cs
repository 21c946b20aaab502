using System.Globalization;
using System.Text;

namespace BitbucketConnections;

/// <summary>Decodes and encodes the content of JSON strings, including truncated ones.</summary>
internal static class JsonText
{
    /// <summary>Finds the closing quote of a string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The first character of the content.</param>
    /// <returns>The position of the quote; the length of the text if the string is truncated.</returns>
    public static int End(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>Decodes the content of a string.</summary>
    public static string Decode(string text, int start, int end)
    {
        if (text.IndexOf('\\', start, end - start) < 0)
        {
            return text.Substring(start, end - start);
        }

        var result = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            if (text[i] != '\\' || i + 1 >= end)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u' && i + 4 < end && ushort.TryParse(text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 4;
            }
            else
            {
                result.Append(text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var other => other });
            }
        }

        return result.ToString();
    }

    /// <summary>Encodes a text as the content of a string.</summary>
    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                result.Append('\\').Append(c);
            }
            else if (c < ' ' || char.IsSurrogate(c))
            {
                result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
