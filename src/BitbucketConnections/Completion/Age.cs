using System;

namespace BitbucketConnections.Completion;

/// <summary>Describes how long ago something was.</summary>
internal static class Age
{
    /// <summary>Describes the time between a time and now, such as <c>3 hours ago</c>.</summary>
    /// <param name="time">The time in UTC; null if it is not known.</param>
    /// <returns>The text; empty if the time is not known.</returns>
    public static string Of(DateTime? time) => time is null ? string.Empty : Of(DateTime.UtcNow - time.Value);

    /// <summary>Describes a time span before now.</summary>
    /// <param name="age">The time span.</param>
    public static string Of(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => "less than a minute ago",
        { TotalMinutes: < 60 } => Ago((int)age.TotalMinutes, "minute"),
        { TotalHours: < 24 } => Ago((int)age.TotalHours, "hour"),
        _ => Ago((int)age.TotalDays, "day"),
    };

    private static string Ago(int count, string unit) => $"{count} {unit}{(count == 1 ? string.Empty : "s")} ago";
}
