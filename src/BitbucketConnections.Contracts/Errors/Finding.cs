namespace BitbucketConnections;

/// <summary>A rule that an input breaks, found without a call: an error, or a warning.</summary>
public sealed class Finding
{
    /// <summary>Initializes a new instance of the <see cref="Finding"/> class.</summary>
    /// <param name="id">The stable error id, such as <c>InvalidConnectionName</c>.</param>
    /// <param name="message">A sentence that names the value, the rule and the remedy.</param>
    /// <param name="path">Where in the definition the value is, such as <c>Stages[1].Actions[0].RunOrder</c>; null for a plain parameter.</param>
    public Finding(string id, string message, string? path = null)
    {
        Id = id;
        Message = Redaction.Message(message);
        Path = path;
    }

    /// <summary>Gets the stable error id.</summary>
    public string Id { get; }

    /// <summary>Gets the sentence that names the value, the rule and the remedy.</summary>
    public string Message { get; }

    /// <summary>Gets where in the definition the value is; null for a plain parameter.</summary>
    public string? Path { get; }

    /// <summary>
    /// Gets a value indicating whether the definition can be sent all the same: only AWS's documentation says so, or it is not
    /// known here. Otherwise AWS is known to refuse it.
    /// </summary>
    public bool IsWarning { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
