using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>The timeout and the polling interval.</summary>
public sealed class WaitOptions
{
    /// <summary>Gets how long to wait, from the first poll.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(45);

    /// <summary>Gets the time between two polls, before jitter.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets how many pipelines, or lists of connections, are read at the same time, from 1.</summary>
    public int Limit { get; init; } = Fleets.DefaultLimit;
}

/// <summary>
/// Waits for connections to become AVAILABLE, one poll per call. It never sleeps: the caller waits
/// <see cref="ConnectionPoll.Delay"/> between two polls and can cancel the wait.
/// </summary>
public interface IConnectionWaiter
{
    /// <summary>Polls the remaining connections once.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ServiceException">Polling can't continue, for example because the credentials were rejected.</exception>
    Task<ConnectionPoll> PollAsync(CancellationToken cancellationToken);
}

/// <summary>The result of one poll.</summary>
public sealed class ConnectionPoll
{
    /// <summary>Gets the connections that became AVAILABLE with this poll.</summary>
    public IReadOnlyList<Connection> Available { get; init; } = Array.Empty<Connection>();

    /// <summary>Gets the connections that failed in this poll: not found, in ERROR for 3 polls, or timed out.</summary>
    public IReadOnlyList<ConnectionWaitFailure> Failed { get; init; } = Array.Empty<ConnectionWaitFailure>();

    /// <summary>Gets the remaining connections.</summary>
    public IReadOnlyList<Connection> Waiting { get; init; } = Array.Empty<Connection>();

    /// <summary>Gets a value indicating whether the wait is finished.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Gets how long to wait before the next poll, including jitter, never past the deadline.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the time left until the deadline.</summary>
    public TimeSpan Remaining { get; init; }
}

/// <summary>A connection that did not become AVAILABLE.</summary>
public sealed class ConnectionWaitFailure
{
    /// <summary>Gets the ARN.</summary>
    public required string ConnectionArn { get; init; }

    /// <summary>Gets the last known state of the connection; null if it was never found.</summary>
    public Connection? LastSeen { get; init; }

    /// <summary>Gets the error.</summary>
    public required ServiceException Error { get; init; }
}
