namespace BitbucketConnections.Sandbox.Callers;

/// <summary>Writes the ARNs of callers.</summary>
internal static class CallerArn
{
    /// <summary>Writes the ARN of a caller.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="session">The role session; null for a user.</param>
    /// <param name="user">The user; null for a role session and for the account's administrator.</param>
    /// <returns>The ARN.</returns>
    public static string Of(string partition, string accountId, RoleSessionToken? session, CallerUser? user) => session is not null
        ? session.Arn
        : $"arn:{partition}:iam::{accountId}:user{user?.Path ?? "/"}{user?.Name ?? SandboxCredentials.UserName}";
}
