using System;
using System.Globalization;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Formats timestamps as text, for the query protocol and variables.</summary>
internal static class Iso8601
{
    /// <summary>Formats a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The time in UTC, to the second.</returns>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
