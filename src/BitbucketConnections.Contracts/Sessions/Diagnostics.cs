using System;

namespace BitbucketConnections;

/// <summary>The stream of a <see cref="DiagnosticEvent"/>.</summary>
public enum DiagnosticLevel
{
    /// <summary>A line for each call or state change.</summary>
    Verbose,

    /// <summary>The redacted request or response.</summary>
    Debug,

    /// <summary>A warning: something the user should know that is not an error.</summary>
    Warning,

    /// <summary>
    /// A resource was created or written. The message is only its ARN or name. It is named in the error, or when the
    /// command is stopped, if it was not returned to the caller.
    /// </summary>
    Created,

    /// <summary>A call that changes something was stopped before it completed. The message names it.</summary>
    InDoubt,

    /// <summary>
    /// A call that changes something and creates nothing was completed, such as a removal. The message names it. It is named when the command is stopped or ended
    /// before its input is complete.
    /// </summary>
    Completed,

    /// <summary>Something that was reported as <see cref="Created"/> was removed again by the same command. The message is the same.</summary>
    Withdrawn,

    /// <summary>A wait that a service makes during a call. It ends with the call.</summary>
    Progress,
}

/// <summary>A message of a service; never holds a secret.</summary>
public sealed class DiagnosticEvent
{
    /// <summary>Initializes a new instance of the <see cref="DiagnosticEvent"/> class.</summary>
    /// <param name="level">The stream.</param>
    /// <param name="message">The text; named secrets in it are redacted.</param>
    public DiagnosticEvent(DiagnosticLevel level, string message)
    {
        Level = level;
        Message = Redaction.Message(message);
    }

    /// <summary>Gets the stream.</summary>
    public DiagnosticLevel Level { get; }

    /// <summary>Gets the text.</summary>
    public string Message { get; }

    /// <summary>Gets what a <see cref="DiagnosticLevel.Progress"/> waits for.</summary>
    public string? Activity { get; init; }

    /// <summary>Gets the longest time that a <see cref="DiagnosticLevel.Progress"/> still waits; null if it is not known.</summary>
    public TimeSpan? TimeLeft { get; init; }
}

/// <summary>Accepts messages from any thread. The cmdlet writes them on the pipeline thread.</summary>
public interface IDiagnosticSink
{
    /// <summary>Gets a value indicating whether debug messages are shown; creating them takes time.</summary>
    bool IsDebugWanted { get; }

    /// <summary>Gets a value indicating whether verbose messages are shown; creating and redacting them takes time.</summary>
    bool IsVerboseWanted { get; }

    /// <summary>Writes a message.</summary>
    /// <param name="diagnostic">The message.</param>
    void Write(DiagnosticEvent diagnostic);
}
