namespace BitbucketConnections;

/// <summary>The kind of a text that is redacted.</summary>
internal enum RedactedText
{
    /// <summary>Text that people read.</summary>
    Message,

    /// <summary>A request or answer: the values of all variables are hidden.</summary>
    Wire,

    /// <summary>A value that a user specified, which can be JSON, YAML or a shell command.</summary>
    Value,
}
