using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>How long and how often to look.</summary>
public sealed class WaitOptions
{
    /// <summary>Gets how long to wait, from the first poll.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(45);

    /// <summary>Gets the time between two polls, before jitter.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Waits for connections to become AVAILABLE, a poll at a time. It never sleeps: the caller waits
/// <see cref="ConnectionPoll.Delay"/> on its stopping token between two polls.
/// </summary>
public interface IConnectionWaiter
{
    /// <summary>Looks once at all connections still waited for.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ServiceException">Nothing more can be looked at, such as refused credentials.</exception>
    Task<ConnectionPoll> PollAsync(CancellationToken cancellationToken);
}

/// <summary>What one poll saw.</summary>
public sealed class ConnectionPoll
{
    /// <summary>Gets the connections that became AVAILABLE with this poll.</summary>
    public IReadOnlyList<Connection> Available { get; init; } = Array.Empty<Connection>();

    /// <summary>Gets the connections given up with this poll: not found, in ERROR for 3 polls, or out of time.</summary>
    public IReadOnlyList<ConnectionWaitFailure> Failed { get; init; } = Array.Empty<ConnectionWaitFailure>();

    /// <summary>Gets the connections still waited for.</summary>
    public IReadOnlyList<Connection> Waiting { get; init; } = Array.Empty<Connection>();

    /// <summary>Gets a value indicating whether nothing is left to wait for.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Gets how long to wait before the next poll, jitter included, never past the deadline.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the time left until the deadline.</summary>
    public TimeSpan Remaining { get; init; }
}

/// <summary>A connection that the waiter gave up.</summary>
public sealed class ConnectionWaitFailure
{
    /// <summary>Gets the ARN.</summary>
    public required string ConnectionArn { get; init; }

    /// <summary>Gets the connection as last seen; null when it never was.</summary>
    public Connection? LastSeen { get; init; }

    /// <summary>Gets why.</summary>
    public required ServiceException Error { get; init; }
}
