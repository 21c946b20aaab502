using System;

namespace BitbucketConnections.Engine.Calling;

/// <summary>How long a silent host is waited for. The SDK's own limit is 100 seconds an attempt, and none for a connection.</summary>
/// <param name="Connect">For a connection, with its TLS handshake. Windows PowerShell's HTTP client knows no such limit: there <paramref name="Answer"/> counts.</param>
/// <param name="Answer">For one whole answer, from the request to the last byte. The SDK's standard retry asks three times.</param>
/// <param name="Credentials">For credentials that nobody has to be asked for, in all.</param>
/// <param name="Metadata">For the metadata service of an instance to say whether it is there.</param>
internal sealed record CallLimits(TimeSpan Connect, TimeSpan Answer, TimeSpan Credentials, TimeSpan Metadata)
{
    public static CallLimits Default { get; } =
        new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(1));
}
