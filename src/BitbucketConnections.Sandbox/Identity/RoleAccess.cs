using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>What other services ask IAM: who may assume a role. A trust policy that has not propagated yet does not count.</summary>
internal static class RoleAccess
{
    /// <summary>Determines whether a service may assume a role.</summary>
    /// <param name="call">The call that uses the role.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="service">The service principal, such as <c>codepipeline.amazonaws.com</c>.</param>
    /// <returns>Whether the role exists and trusts the service.</returns>
    public static bool IsOpenToService(ServiceCall call, string roleArn, string service) =>
        TrustOf(call, roleArn) is { } trust && TrustEvaluator.TrustsService(trust, service);

    /// <summary>Determines whether a role may assume another.</summary>
    /// <param name="call">The call that uses the roles.</param>
    /// <param name="roleArn">The role to assume.</param>
    /// <param name="principalArn">The role that assumes it.</param>
    /// <returns>Whether the role exists and trusts the other, itself or as part of its account.</returns>
    public static bool IsOpenToPrincipal(ServiceCall call, string roleArn, string principalArn) =>
        TrustOf(call, roleArn) is { } trust && TrustEvaluator.TrustsPrincipal(trust, principalArn);

    private static string? TrustOf(ServiceCall call, string roleArn) => RoleStore.FindByArn(call.State, roleArn)?.TrustKnownAt(call.Now);
}
