using System;
using System.Diagnostics.Tracing;

namespace BitbucketConnections.Sandbox.Http;

/// <summary>
/// Logs errors of the sandbox itself, for <c>dotnet-trace</c> or an event listener. A response also reports the error to the
/// caller, but without the stack.
/// </summary>
[EventSource(Name = SourceName)]
internal sealed class ServerEvents : EventSource
{
    /// <summary>The name of the event source.</summary>
    public const string SourceName = "BitbucketConnections-Sandbox";

    private ServerEvents()
    {
    }

    /// <summary>Gets the log.</summary>
    public static ServerEvents Log { get; } = new();

    /// <summary>Logs a request that failed because of an error in the sandbox.</summary>
    /// <param name="subject">The request id, or the step that failed.</param>
    /// <param name="error">The error.</param>
    [NonEvent]
    public void Failed(string subject, Exception error) => RequestFailed(subject, error.ToString());

    /// <summary>Writes the event.</summary>
    /// <param name="subject">The request id, or the step that failed.</param>
    /// <param name="error">The error with its stack.</param>
    [Event(1, Level = EventLevel.Error, Message = "{0}: {1}")]
    private void RequestFailed(string subject, string error) => WriteEvent(1, subject, error);
}
