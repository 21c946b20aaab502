using System.Text;

namespace BitbucketConnections.Policies;

/// <summary>
/// Lower case as IAM compares it (recorded): each UTF-16 unit alone, so surrogates are unchanged, with the final form of sigma at the
/// end of a word, and without case folding.
/// </summary>
internal static class IamLowerCase
{
    /// <summary>Converts a text to lower case.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text in lower case.</returns>
    public static string Of(string text)
    {
        var lower = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            lower.Append(text[at] switch
            {
                // .NET Framework's tables do not have these four.
                '\u1E9E' => '\u00DF',
                '\u212A' => 'k',
                '\u212B' => '\u00E5',
                '\u2126' => '\u03C9',
                '\u0130' => '\u0130',
                '\u03A3' => IsFinal(text, at) ? '\u03C2' : '\u03C3',
                _ => char.ToLowerInvariant(text[at]),
            });
        }

        return lower.ToString();
    }

    private static bool IsFinal(string text, int at) => at > 0 && char.IsLetter(text[at - 1]) && (at + 1 == text.Length || !char.IsLetter(text[at + 1]));
}
