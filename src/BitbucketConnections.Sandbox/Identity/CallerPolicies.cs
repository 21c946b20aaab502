using System.Collections.Generic;
using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The policies of a caller.</summary>
/// <param name="Identity">The policies of the user or role.</param>
/// <param name="Session">The session policies; null if the session has none.</param>
/// <param name="Boundary">The permissions boundary; null if there is none.</param>
internal sealed record CallerPolicies(IReadOnlyList<IamPolicy> Identity, IReadOnlyList<IamPolicy>? Session, IamPolicy? Boundary = null)
{
    /// <summary>Gets the policies of a caller with all rights.</summary>
    public static CallerPolicies Everything { get; } =
        new([PolicyDocumentChecks.Identity("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")], null);

    /// <summary>Gets the policies of the caller of a call.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The policies: all rights for an administrator, and while the sandbox does not evaluate the policies of callers.</returns>
    public static CallerPolicies Of(ServiceCall call)
    {
        if (call.Authorizer is null || call.IsAdministrator)
        {
            return Everything;
        }

        if (call.AssumedRole is { } session)
        {
            return new CallerPolicies(
                RoleAccess.PoliciesOf(call.State, call.Caller.Value), session.Policy is { } policy ? [PolicyDocumentChecks.Identity(policy)] : null,
                RoleAccess.BoundaryOf(call.State, call.Caller.Value));
        }

        return new CallerPolicies(call.Account.Part<UserStore>().ByName.TryGetValue(call.User!.Name, out var user) ? user.PoliciesAt(call.Now) : [], null);
    }
}
