using System;

namespace BitbucketConnections;

/// <summary>Replaces an inner exception whose text contains a secret. The text has the type and the redacted message.</summary>
internal sealed class RedactedException : Exception
{
    private readonly string _text;

    private RedactedException(Exception cause, string text)
        : base(Redaction.Message(cause.Message), Of(cause.InnerException)) => _text = text;

    /// <summary>Gets an exception that can be shown: the exception itself if its text contains no secret.</summary>
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
