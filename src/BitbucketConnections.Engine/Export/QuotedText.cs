using System.Text;

namespace BitbucketConnections.Engine.Export;

/// <summary>
/// Writes a text in double quotes, so that JSON, YAML and Terraform's language read the same. All three know the escapes
/// used here; JSON's other escapes, such as pairs of surrogates, not all of them know.
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

        // Half of a pair is no character, and none of the formats takes it.
        _ when char.IsSurrogate(letter) => "\uFFFD",
        _ when char.IsControl(letter) => $"\\u{(int)letter:X4}",
        _ => letter.ToString(),
    };
}
