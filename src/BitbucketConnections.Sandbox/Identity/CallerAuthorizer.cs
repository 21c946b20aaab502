using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>
/// Evaluates the policies of users and role sessions. The administrator of an account has all rights on the account's own resources;
/// on those of other accounts, the policy of the resource decides.
/// </summary>
internal sealed class CallerAuthorizer : ICallerAuthorizer
{
    private CallerAuthorizer()
    {
    }

    /// <summary>Gets the only instance.</summary>
    public static CallerAuthorizer Instance { get; } = new();

    /// <inheritdoc/>
    public CallerRefusal? Refusal(ServiceCall call, CallerRight right)
    {
        var owner = right.ResourceAccountId ?? call.AccountId;
        if (call.IsAdministrator && owner == call.AccountId)
        {
            return null;
        }

        var policies = CallerPolicies.Of(call);
        var decision = IamEvaluator.Evaluate(RequestOf(call, right, owner), new IamPolicySet
        {
            Identity = policies.Identity,
            Boundary = policies.Boundary,
            Session = policies.Session,
            Resource = right.ResourcePolicy,
            ResourceAccountId = owner,
            IsResourcePolicyRequired = right.IsResourcePolicyRequired,
        });
        return decision.IsAllowed
            ? null
            : new CallerRefusal(call.CallerArn, right.Action, right.ResourceName, ReasonOf(decision, right.Action, owner != call.AccountId), owner != call.AccountId);
    }

    /// <summary>Determines whether the policy of a resource lets the caller call an operation on it, with any policies of the caller.</summary>
    /// <param name="call">The call.</param>
    /// <param name="action">The action of the operation.</param>
    /// <param name="policy">The policy of the resource.</param>
    /// <returns>True if it does.</returns>
    public static bool CanStillCall(ServiceCall call, string action, IamPolicy policy) => IamEvaluator.Evaluate(
        WithCaller(new IamRequest(call.Caller, action, "*"), call),
        new IamPolicySet { Identity = CallerPolicies.Everything.Identity, Resource = policy, ResourceAccountId = call.AccountId, IsResourcePolicyRequired = true }).IsAllowed;

    /// <summary>Adds the condition keys that every call has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="call">The call.</param>
    /// <returns>The request.</returns>
    public static IamRequest WithCaller(IamRequest request, ServiceCall call)
    {
        request
            .WithRequest(call.Now, call.Region)
            .With("aws:SourceIp", "127.0.0.1")
            .WithPrincipalTags(CallerPolicies.RecordOf(call)?.Tags ?? []);
        if (call.Request.Header("User-Agent") is { } agent)
        {
            request.With("aws:UserAgent", agent);
        }

        return call.AssumedRole is { } session ? WithSession(request, session)
            : call.User is { } user ? request.With("aws:PrincipalType", "User").With("aws:username", user.Name).With("aws:userid", user.Id)
            : request.With("aws:PrincipalType", "User");
    }

    private static IamRequest WithSession(IamRequest request, RoleSessionToken session)
    {
        request
            .WithSession(session.UserId, session.Issued)
            .WithPrincipalTags(session.Tags)
            .With("aws:MultiFactorAuthPresent", session.HasMfa ? "true" : "false");
        return session.SourceIdentity is { } identity ? request.With("aws:SourceIdentity", identity) : request;
    }

    private static string ReasonOf(IamDecision decision, string action, bool isCrossAccount) =>
        isCrossAccount && decision.Source == IamPolicySource.ResourceBased ? DenialReasons.OtherAccount : DenialReasons.Of(decision, action);

    private static IamRequest RequestOf(ServiceCall call, CallerRight right, string owner) =>
        WithCaller(right.Request(call.Caller), call).With("aws:ResourceAccount", owner);
}
