using System;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>Formats timestamps for the JSON protocols, as seconds since 1970 with a fraction.</summary>
internal static class EpochSeconds
{
    /// <summary>Formats a time.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The seconds, to the millisecond.</returns>
    public static JsonNode Write(DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000m);
}
