using System;

namespace BitbucketConnections.Engine.Calling;

/// <summary>The timeouts for hosts that don't respond. The SDK's own limit is 100 seconds per attempt, with no limit for a connection.</summary>
/// <param name="Connect">The limit for a connection, including the TLS handshake. Windows PowerShell's HTTP client does not support it, so <paramref name="Answer"/> applies there.</param>
/// <param name="Answer">The limit for one complete response, from the request to the last byte. The SDK's standard retry mode makes three attempts.</param>
/// <param name="Credentials">The total limit for credentials that need no input from a person.</param>
/// <param name="Metadata">The limit to find out whether an instance metadata service exists.</param>
internal sealed record CallLimits(TimeSpan Connect, TimeSpan Answer, TimeSpan Credentials, TimeSpan Metadata)
{
    public static CallLimits Default { get; } =
        new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(1));
}
