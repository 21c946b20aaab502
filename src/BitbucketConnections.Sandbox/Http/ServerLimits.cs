using System;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>The limits of what a client can use of the server.</summary>
internal sealed record ServerLimits
{
    /// <summary>Gets the length of the largest body taken; a pipeline declaration is at most a few hundred kilobytes.</summary>
    public long Body { get; init; } = 16 * 1024 * 1024;

    /// <summary>Gets the length of all bodies that are kept at once, also those that have not come to their end.</summary>
    public long AllBodies { get; init; } = 64 * 1024 * 1024;

    /// <summary>Gets how long a body may take to come, and an answer to be taken.</summary>
    public TimeSpan Transfer { get; init; } = TimeSpan.FromSeconds(30);
}
