namespace BitbucketConnections.Engine.Executions;

/// <summary>A pending approval with the token that answers it. The token is not public.</summary>
internal sealed class TokenApproval(string token) : PendingApproval
{
    internal string Token { get; } = token;
}
