using System;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Timestamps of the JSON protocols: seconds since 1970 with a fraction.</summary>
internal static class EpochSeconds
{
    /// <summary>Writes a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The seconds, to the millisecond.</returns>
    public static JsonNode Write(DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000m);
}
