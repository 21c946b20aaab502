using System;

namespace BitbucketConnections;

/// <summary>Stands for a cause whose own text has a secret: it has the cause's type and its redacted text.</summary>
internal sealed class RedactedException : Exception
{
    private readonly string _text;

    private RedactedException(Exception cause, string text)
        : base(Redaction.Message(cause.Message), Of(cause.InnerException)) => _text = text;

    /// <summary>Gets a cause that can be shown: itself where its text has no secret.</summary>
    public static Exception? Of(Exception? cause)
    {
        if (cause is null or ServiceException or RedactedException)
        {
            return cause;
        }

        var text = cause.ToString();
        return Redaction.Message(text) is var redacted && redacted == text ? cause : new RedactedException(cause, redacted);
    }

    /// <inheritdoc/>
    public override string ToString() => _text;
}
