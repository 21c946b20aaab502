using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections;

/// <summary>Hides the secrets of a request in its answer. AWS repeats values in the message of a refusal, without their names.</summary>
public static class RequestSecrets
{
    // A shorter value would hide parts of other words.
    private const int MinimumLength = 6;

    /// <summary>Hides the named secrets of a request in a text.</summary>
    /// <param name="request">The body of the request.</param>
    /// <param name="answer">The text.</param>
    /// <returns>The text with <c>****</c> instead of each of them.</returns>
    public static string HideNamed(string request, string answer) => Hide(request, answer, RedactedText.Value);

    /// <summary>Hides the named secrets, the user parameters and the values of all variables of a request in a text.</summary>
    /// <param name="request">The body of the request.</param>
    /// <param name="answer">The text.</param>
    /// <returns>The text with <c>****</c> instead of each of them.</returns>
    public static string HideAll(string request, string answer) => Hide(request, answer, RedactedText.Wire);

    private static string Hide(string request, string answer, RedactedText kind)
    {
        var found = new List<string>();
        _ = new RedactionScanner(request, kind, found: found).Redact();
        if (kind == RedactedText.Wire)
        {
            // A value of the wire is hidden as a whole, and AWS can repeat a part of it.
            _ = new RedactionScanner(request, RedactedText.Value, found: found).Redact();
        }

        return found.Where(value => value.Length >= MinimumLength && value.Any(c => c != '*')).Distinct().OrderByDescending(value => value.Length).Aggregate(answer, KnownSecrets.Hide);
    }
}
