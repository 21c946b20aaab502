using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>An inline policy of a role or user.</summary>
/// <param name="Document">The policy as it was sent.</param>
/// <param name="Policy">The policy.</param>
internal sealed record InlinePolicy(string Document, IamPolicy Policy);
