using System;
using System.Globalization;

namespace BitbucketConnections.Engine.Calling;

/// <summary>A host that did not respond in time. The SDK retries after it, as after any timeout.</summary>
internal sealed class SilentHostException : TimeoutException
{
    // Has no inner exception: a closed socket can look like a stale connection, which the SDK retries ten more times.
    private SilentHostException(string message)
        : base(message)
    {
    }

    public static SilentHostException NoConnection(Uri url, TimeSpan limit) => new($"no connection to {Name(url)} within {Seconds(limit)}");

    public static SilentHostException NoAnswer(Uri url, TimeSpan limit) => new($"no complete response from {Name(url)} within {Seconds(limit)}");

    public static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";

    private static string Name(Uri url) => $"{url.Host}:{url.Port}";
}
