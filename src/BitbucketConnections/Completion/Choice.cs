namespace BitbucketConnections.Completion;

/// <summary>A value that completion offers.</summary>
/// <param name="Value">The value, without quotes.</param>
/// <param name="Tip">The tooltip, which a menu shows below the values.</param>
/// <param name="Listed">The text in the list, which also selects the value when it is typed; null for the value itself.</param>
/// <param name="IsExpression">Whether the value is an expression, such as a hashtable, which is not quoted.</param>
internal sealed record Choice(string Value, string Tip, string? Listed = null, bool IsExpression = false)
{
    /// <summary>Initializes a new instance of the <see cref="Choice"/> class whose tooltip is the value.</summary>
    /// <param name="value">The value.</param>
    public Choice(string value)
        : this(value, value)
    {
    }
}
