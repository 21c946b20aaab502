using System.Linq;

namespace BitbucketConnections.Policies;

/// <summary>Compares ARNs segment by segment, so a wildcard in one of the first five segments does not match a colon.</summary>
internal static class IamArnPattern
{
    private const int SegmentCount = 6;

    /// <summary>Determines whether a text has the form of an ARN.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True if it has six segments and starts with <c>arn</c>.</returns>
    public static bool IsArn(string text) => text.Split([':'], SegmentCount) is { Length: SegmentCount } segments && segments[0] == "arn";

    /// <summary>Determines whether an ARN matches a pattern. Missing segments of the pattern are <c>*</c>.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="arn">The ARN, or <c>*</c> for an action without resources.</param>
    /// <returns>True if it matches.</returns>
    public static bool Matches(IamPattern pattern, string arn)
    {
        if (pattern.IsEverything)
        {
            return true;
        }

        var segments = arn.Split([':'], SegmentCount);
        var patterns = pattern.Split(SegmentCount);
        return segments.Length == SegmentCount && patterns.Zip(segments, (part, segment) => part.Matches(segment)).All(matches => matches);
    }
}
