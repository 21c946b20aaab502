using System;
using System.Globalization;

namespace BitbucketConnections.Engine.Calls;

/// <summary>A host that did not answer in time. The SDK tries again after one, as after any time-out.</summary>
internal sealed class SilentHostException : TimeoutException
{
    private SilentHostException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public static SilentHostException NoConnection(Uri url, TimeSpan limit, Exception inner) => new($"no connection to {Name(url)} within {Seconds(limit)}", inner);

    public static SilentHostException NoAnswer(Uri url, TimeSpan limit, Exception inner) => new($"no whole answer from {Name(url)} within {Seconds(limit)}", inner);

    public static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";

    private static string Name(Uri url) => $"{url.Host}:{url.Port}";
}
