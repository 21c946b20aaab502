namespace BitbucketConnections;

/// <summary>A KMS key in a list, with one of its aliases.</summary>
public sealed class ListedKey
{
    /// <summary>Gets the ARN of the key; null for an alias without a key.</summary>
    public string? KeyArn { get; init; }

    /// <summary>Gets the alias, such as <c>alias/artifacts</c>; null for a key without an alias.</summary>
    public string? AliasName { get; init; }

    /// <summary>Gets the ARN of the alias; null for a key without an alias.</summary>
    public string? AliasArn { get; init; }

    /// <inheritdoc/>
    public override string ToString() => AliasArn ?? KeyArn ?? string.Empty;
}
