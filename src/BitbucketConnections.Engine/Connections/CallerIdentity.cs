namespace BitbucketConnections.Engine.Connections;

/// <summary>Who the credentials belong to.</summary>
/// <param name="AccountId">The 12-digit account.</param>
/// <param name="Arn">The ARN of the user, the session of a role, or the root of the account; null if the endpoint does not return it.</param>
internal sealed record CallerIdentity(string AccountId, string? Arn);
