namespace BitbucketConnections;

/// <summary>The stream a <see cref="DiagnosticEvent"/> is for.</summary>
public enum DiagnosticLevel
{
    /// <summary>A line a call or state change.</summary>
    Verbose,

    /// <summary>The redacted request or answer.</summary>
    Debug,

    /// <summary>Something the caller should know, that is not a failure.</summary>
    Warning,

    /// <summary>
    /// Something was just created or written; the message is its ARN or name alone. It is named in the failure, or when the
    /// command is stopped, as long as it did not reach the caller.
    /// </summary>
    Created,

    /// <summary>A call that changes something was stopped while it was under way; the message names it.</summary>
    InDoubt,
}

/// <summary>A message of a service; never holds a secret.</summary>
public sealed class DiagnosticEvent
{
    /// <summary>Initializes a new instance of the <see cref="DiagnosticEvent"/> class.</summary>
    /// <param name="level">The stream it is for.</param>
    /// <param name="message">The text; named secrets in it are redacted.</param>
    public DiagnosticEvent(DiagnosticLevel level, string message)
    {
        Level = level;
        Message = Redaction.Message(message);
    }

    /// <summary>Gets the stream it is for.</summary>
    public DiagnosticLevel Level { get; }

    /// <summary>Gets the text.</summary>
    public string Message { get; }
}

/// <summary>Takes messages from any thread; the cmdlet writes them out on the pipeline thread.</summary>
public interface IDiagnosticSink
{
    /// <summary>Gets a value indicating whether debug messages are wanted; making them costs time.</summary>
    bool IsDebugWanted { get; }

    /// <summary>Takes a message.</summary>
    /// <param name="diagnostic">The message.</param>
    void Write(DiagnosticEvent diagnostic);
}
