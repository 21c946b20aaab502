using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Determines for other services who can assume a role. Ignores trust policies that are still propagating.</summary>
internal static class RoleAccess
{
    /// <summary>Determines whether a service can assume a role.</summary>
    /// <param name="call">The call that uses the role.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="service">The service principal, such as <c>codepipeline.amazonaws.com</c>.</param>
    /// <returns>True if the role exists and trusts the service; otherwise false.</returns>
    public static bool IsOpenToService(ServiceCall call, string roleArn, string service) =>
        TrustOf(call, roleArn) is { } trust && TrustEvaluator.TrustsService(trust, service);

    /// <summary>Determines whether a role can assume another role.</summary>
    /// <param name="call">The call that uses the roles.</param>
    /// <param name="roleArn">The role to assume.</param>
    /// <param name="principalArn">The role that assumes it.</param>
    /// <returns>True if the role exists and trusts the other role or its account; otherwise false.</returns>
    public static bool IsOpenToPrincipal(ServiceCall call, string roleArn, string principalArn) =>
        TrustOf(call, roleArn) is { } trust && TrustEvaluator.TrustsPrincipal(trust, principalArn);

    private static string? TrustOf(ServiceCall call, string roleArn) => RoleStore.FindByArn(call.State, roleArn)?.TrustKnownAt(call.Now);
}
