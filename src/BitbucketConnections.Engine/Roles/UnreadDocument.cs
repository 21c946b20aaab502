namespace BitbucketConnections.Engine.Roles;

/// <summary>A document of a role that was not read.</summary>
/// <param name="What">The document, such as <c>the inline policy 'x'</c>.</param>
/// <param name="Reason">The reason, as a sentence.</param>
/// <param name="IsLimit">Whether the document can only take permissions away, as a boundary does.</param>
internal sealed record UnreadDocument(string What, string Reason, bool IsLimit);
