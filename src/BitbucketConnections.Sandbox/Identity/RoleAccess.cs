using System;
using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Decides for all services who can assume a role, by the policies that are in effect.</summary>
internal static class RoleAccess
{
    /// <summary>The action.</summary>
    public const string AssumeRole = "sts:AssumeRole";

    /// <summary>Determines whether a service can assume a role.</summary>
    /// <param name="state">The state.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="service">The service principal, such as <c>codepipeline.amazonaws.com</c>.</param>
    /// <param name="sourceArn">The ARN of the pipeline or project that the service works for.</param>
    /// <returns>True if the role exists and trusts the service; otherwise false.</returns>
    public static bool IsOpenToService(SandboxState state, string roleArn, string service, string sourceArn)
    {
        // Each partition has its own roles.
        return Arn.TryParse(sourceArn, out var source) && Arn.TryParse(roleArn, out var role) && source.Partition == role.Partition
            && IsTrusted(state, roleArn, new IamRequest(IamPrincipal.Service(service), AssumeRole, roleArn)
                .WithRequest(state.Now, source.Region)
                .With("aws:SourceArn", sourceArn)
                .With("aws:SourceAccount", source.AccountId));
    }

    /// <summary>Determines whether a caller can assume a role: the role trusts the caller, and the caller's own policies allow it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="roleArn">The role to assume.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="policies">The policies of the caller; null if only the trust policy is evaluated.</param>
    /// <returns>True if the role exists and the caller can assume it; otherwise false.</returns>
    public static bool Trusts(SandboxState state, string roleArn, IamRequest request, CallerPolicies? policies = null) =>
        Decide(state, roleArn, request, policies ?? CallerPolicies.Everything).IsAllowed;

    /// <summary>Determines whether a role trusts web identities that a federated provider of its trust policy issued. Ignores which provider.</summary>
    /// <param name="state">The state.</param>
    /// <param name="roleArn">The role.</param>
    /// <param name="token">The token.</param>
    /// <returns>True if the role exists and trusts the identity; otherwise false.</returns>
    public static bool TrustsWebIdentity(SandboxState state, string roleArn, WebIdentityToken token)
    {
        var providers = RoleStore.FindByArn(state, roleArn)?.TrustAt(state.Now)?.Statements
            .SelectMany(statement => statement.Principals?.ByType.SelectMany(type => type.Value) ?? []).Distinct(StringComparer.Ordinal).ToList() ?? [];
        return providers.Exists(provider =>
        {
            var host = provider.Substring(provider.IndexOf("oidc-provider/", StringComparison.Ordinal) is >= 0 and var at ? at + "oidc-provider/".Length : 0);
            var request = new IamRequest(IamPrincipal.Federated(provider), AssumeRole + "WithWebIdentity", roleArn)
                .With(host + ":aud", token.Audience).With(host + ":sub", token.Subject);
            return IsTrusted(state, roleArn, request);
        });
    }

    /// <summary>Decides whether a caller can assume a role: the role trusts the caller, and the caller's own policies allow it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="roleArn">The role. One that does not exist trusts nobody.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="policies">The policies of the caller.</param>
    /// <returns>The decision.</returns>
    public static IamDecision Decide(SandboxState state, string roleArn, IamRequest request, CallerPolicies policies) =>
        IamEvaluator.Evaluate(request, new IamPolicySet
        {
            Identity = policies.Identity,
            Boundary = policies.Boundary,
            Session = policies.Session,
            Resource = RoleStore.FindByArn(state, roleArn)?.TrustAt(state.Now),
            ResourceAccountId = Arn.TryParse(roleArn, out var arn) ? arn.AccountId : null,
            IsResourcePolicyRequired = true,
        });

    private static bool IsTrusted(SandboxState state, string roleArn, IamRequest request) =>
        Decide(state, roleArn, request, new CallerPolicies([])).IsAllowed;
}
