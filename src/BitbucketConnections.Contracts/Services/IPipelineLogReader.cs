using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections;

/// <summary>
/// Reads the logs of actions in the order in which the actions started, page by page. It never sleeps: the caller waits
/// <see cref="PipelineLogPart.Delay"/> between two parts and can cancel the wait.
/// </summary>
public interface IPipelineLogReader
{
    /// <summary>Reads the next part.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ServiceException">No log can be read, for example because the pipeline has no action with a log.</exception>
    Task<PipelineLogPart> NextAsync(CancellationToken cancellationToken);
}

/// <summary>A part of the logs.</summary>
public sealed class PipelineLogPart
{
    /// <summary>Gets the events, oldest first; can be empty.</summary>
    public IReadOnlyList<PipelineLogEvent> Events { get; init; } = Array.Empty<PipelineLogEvent>();

    /// <summary>Gets why the log of an action can't be read, or why following ended; null without an error. The logs of the other actions follow.</summary>
    public ServiceException? Failure { get; init; }

    /// <summary>Gets what the reader waits for; null if the next part can be read at once.</summary>
    public string? Activity { get; init; }

    /// <summary>Gets a value indicating whether this is the last part.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Gets how long to wait before the next part, including jitter, never past the deadline.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets the time left until the deadline; zero without one.</summary>
    public TimeSpan Remaining { get; init; }
}
