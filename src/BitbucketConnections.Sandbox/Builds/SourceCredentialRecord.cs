namespace BitbucketConnections.Sandbox.Builds;

/// <summary>A source credential, without its secret.</summary>
/// <param name="Arn">The ARN.</param>
/// <param name="Server">The kind of server, such as <c>BITBUCKET</c>.</param>
/// <param name="Kind">The kind of authentication, such as <c>BASIC_AUTH</c>.</param>
/// <param name="Resource">The ARN of the connection or secret; null for a token.</param>
internal sealed record SourceCredentialRecord(string Arn, string Server, string Kind, string? Resource);
