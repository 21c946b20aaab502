using System;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>The limits of the resources that a client can use.</summary>
internal sealed record ServerLimits
{
    /// <summary>Gets the maximum length of a body. A pipeline declaration has at most a few hundred kilobytes.</summary>
    public long Body { get; init; } = 16 * 1024 * 1024;

    /// <summary>Gets the maximum total length of all bodies in memory, including incomplete ones.</summary>
    public long AllBodies { get; init; } = 64 * 1024 * 1024;

    /// <summary>Gets the time limit to receive a body, and to send a response.</summary>
    public TimeSpan Transfer { get; init; } = TimeSpan.FromSeconds(30);
}
