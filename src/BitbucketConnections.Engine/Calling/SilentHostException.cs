using System;
using System.Globalization;

namespace BitbucketConnections.Engine.Calling;

/// <summary>A host that did not answer in time. The SDK tries again after one, as after any time-out.</summary>
internal sealed class SilentHostException : TimeoutException
{
    // Without the cause: a socket that is closed in the middle can look like a stale one, after which the SDK tries ten times more.
    private SilentHostException(string message)
        : base(message)
    {
    }

    public static SilentHostException NoConnection(Uri url, TimeSpan limit) => new($"no connection to {Name(url)} within {Seconds(limit)}");

    public static SilentHostException NoAnswer(Uri url, TimeSpan limit) => new($"no complete response from {Name(url)} within {Seconds(limit)}");

    public static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";

    private static string Name(Uri url) => $"{url.Host}:{url.Port}";
}
