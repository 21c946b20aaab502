namespace BitbucketConnections;

/// <summary>Represents an error or warning about an input, found without calling AWS.</summary>
public sealed class Finding
{
    /// <summary>Initializes a new instance of the <see cref="Finding"/> class.</summary>
    /// <param name="id">The stable error id, such as <c>InvalidConnectionName</c>.</param>
    /// <param name="message">The message with the value, the rule and the remedy.</param>
    /// <param name="path">The path of the value in the definition, such as <c>Stages[1].Actions[0].RunOrder</c>; null for a parameter.</param>
    public Finding(string id, string message, string? path = null)
    {
        Id = id;
        Message = LongText.Shorten(Redaction.Message(message));
        Path = path;
    }

    /// <summary>Gets the stable error id.</summary>
    public string Id { get; }

    /// <summary>Gets the message with the value, the rule and the remedy.</summary>
    public string Message { get; }

    /// <summary>Gets the path of the value in the definition; null for a parameter.</summary>
    public string? Path { get; }

    /// <summary>
    /// Gets a value indicating whether this is a warning: the definition can still be sent, because the rule is only documented, or the value is
    /// unknown to this module. AWS is known to refuse a definition with an error.
    /// </summary>
    public bool IsWarning { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
