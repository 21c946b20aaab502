using System;
using System.Diagnostics.CodeAnalysis;

namespace BitbucketConnections.Engine.Logs;

/// <summary>Where the log of an action is.</summary>
/// <param name="Region">The Region.</param>
/// <param name="Group">The log group.</param>
/// <param name="Stream">The log stream.</param>
internal sealed record LogLocation(string Region, string Group, string Stream)
{
    private const string GroupPart = "log-group:";
    private const string StreamPart = ":log-stream:";

    /// <summary>Reads the ARN of a log stream.</summary>
    /// <returns>False if the text is not the ARN of a log stream.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LogLocation? location)
    {
        location = null;
        if (Arn.TryParse(text ?? string.Empty, out var arn) && arn.Resource.StartsWith(GroupPart, StringComparison.Ordinal)
            && arn.Resource.IndexOf(StreamPart, StringComparison.Ordinal) is > 0 and var end)
        {
            location = new LogLocation(arn.Region, arn.Resource.Substring(GroupPart.Length, end - GroupPart.Length), arn.Resource.Substring(end + StreamPart.Length));
        }

        return location is not null;
    }
}
