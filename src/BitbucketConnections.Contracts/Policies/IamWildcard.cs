namespace BitbucketConnections.Policies;

/// <summary>Compares texts with patterns of policies.</summary>
public static class IamWildcard
{
    /// <summary>Determines whether a text matches a pattern with <c>*</c> and <c>?</c>.</summary>
    /// <param name="pattern">The pattern, without variables.</param>
    /// <param name="text">The text.</param>
    /// <returns>True if the whole text matches.</returns>
    public static bool IsMatch(string pattern, string text) => IamPattern.Of(pattern).Matches(text);
}
