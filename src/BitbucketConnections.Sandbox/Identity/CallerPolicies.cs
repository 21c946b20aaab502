using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The policies of a caller.</summary>
/// <param name="Identity">The policies of the user or role.</param>
/// <param name="Boundary">The permissions boundary of the user or role; null if it has none.</param>
/// <param name="Session">The session policies; null if the session has none.</param>
internal sealed record CallerPolicies(IReadOnlyList<IamPolicy> Identity, IamPolicy? Boundary = null, IReadOnlyList<IamPolicy>? Session = null)
{
    /// <summary>Gets the policies of a caller with all rights.</summary>
    public static CallerPolicies Everything { get; } =
        new([PolicyDocumentChecks.Identity("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]);

    /// <summary>Gets the policies of the caller of a call.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The policies: all rights for an administrator, and while the sandbox does not evaluate the policies of callers.</returns>
    public static CallerPolicies Of(ServiceCall call)
    {
        if (call.Authorizer is null || call.IsAdministrator)
        {
            return Everything;
        }

        var policies = Of(RecordOf(call), call.State);
        return call.AssumedRole is { } session ? policies with { Session = SessionPolicies(session, call.State) } : policies;
    }

    /// <summary>Gets the policies of a user or role.</summary>
    /// <param name="record">The user or role; null for one that does not exist, which has no policies.</param>
    /// <param name="state">The state.</param>
    /// <returns>The policies.</returns>
    public static CallerPolicies Of(IdentityRecord? record, SandboxState state) => new(record?.PoliciesAt(state.Now) ?? [], record?.BoundaryAt(state.Now));

    /// <summary>Finds the user, or the role of the session, of a call.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The record; null for an administrator, and for a user or role that was deleted.</returns>
    public static IdentityRecord? RecordOf(ServiceCall call)
    {
        IdentityRecord? record = call.AssumedRole is { } session ? RoleStore.FindByArn(call.State, session.RoleArn)
            : call.User is { } user && call.Account.Part<UserStore>().ByName.TryGetValue(user.Name, out var found) ? found : null;
        return record?.Id == (call.AssumedRole?.RoleId ?? call.User?.Id) ? record : null;
    }

    private static List<IamPolicy>? SessionPolicies(RoleSessionToken session, SandboxState state)
    {
        var policies = session.PolicyArns.Select(arn => ManagedPolicyStore.ContentOf(state, arn)).OfType<IamPolicy>().ToList();
        if (session.Policy is { } policy)
        {
            policies.Add(PolicyDocumentChecks.Session(policy));
        }

        return policies.Count > 0 ? policies : null;
    }
}
