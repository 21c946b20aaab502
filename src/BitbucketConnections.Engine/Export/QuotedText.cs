using System.Text;

namespace BitbucketConnections.Engine.Export;

/// <summary>
/// Writes a string in double quotes that JSON, YAML and HCL read the same. All three support the escapes
/// used here, but not all support JSON's other escapes, such as surrogate pairs.
/// </summary>
internal static class QuotedText
{
    public static string Write(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                quoted.Append(letter).Append(text[++i]);
            }
            else
            {
                quoted.Append(Escape(letter));
            }
        }

        return quoted.Append('"').ToString();
    }

    private static string Escape(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' => $"\\u{(int)letter:X4}",

        // A single surrogate is not a character, and none of the formats accepts it.
        _ when char.IsSurrogate(letter) => "\uFFFD",
        _ when char.IsControl(letter) => $"\\u{(int)letter:X4}",
        _ => letter.ToString(),
    };
}
