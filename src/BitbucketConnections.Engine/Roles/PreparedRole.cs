namespace BitbucketConnections.Engine.Roles;

/// <summary>A role with the policy of a pipeline that is to be created.</summary>
/// <param name="Role">The role.</param>
/// <param name="Policy">The policy, as it was reported if it was written.</param>
/// <param name="IsPolicyNew">Whether the role existed, and this command added the policy to it.</param>
internal sealed record PreparedRole(ServiceRole Role, string Policy, bool IsPolicyNew);
