using System.Globalization;

namespace BitbucketConnections.Policies;

/// <summary>A number in a condition, with 28 significant digits, so that large whole numbers stay apart.</summary>
internal static class IamNumber
{
    /// <summary>Reads a number such as <c>1</c>, <c>01</c>, <c>+1</c>, <c>1.0</c> or <c>1e0</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number; null if it is not one.</returns>
    public static decimal? TryParse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
