using BitbucketConnections.Policies;
using BitbucketConnections.Sandbox.Formats;
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
            Session = policies.Session,
            Boundary = policies.Boundary,
            Resource = right.ResourcePolicy,
            ResourceAccountId = owner,
            IsResourcePolicyRequired = right.IsResourcePolicyRequired,
        });
        return decision.IsAllowed
            ? null
            : new CallerRefusal(call.CallerArn, right.Action, right.ResourceName, ReasonOf(decision, right.Action, owner != call.AccountId), owner != call.AccountId);
    }

    /// <summary>Adds the condition keys that every call has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="call">The call.</param>
    /// <returns>The request.</returns>
    public static IamRequest WithCaller(IamRequest request, ServiceCall call)
    {
        request
            .With("aws:CurrentTime", Iso8601.Write(call.Now))
            .With("aws:EpochTime", call.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture))
            .With("aws:RequestedRegion", call.Region)
            .With("aws:SourceIp", "127.0.0.1")
            .With("aws:SecureTransport", "true")
            .With("aws:PrincipalType", call.AssumedRole is null ? "User" : "AssumedRole");
        return call.User is { } user ? request.With("aws:username", user.Name).With("aws:userid", user.Id) : request;
    }

    private static string ReasonOf(IamDecision decision, string action, bool isCrossAccount) =>
        isCrossAccount && decision.Source == IamPolicySource.ResourceBased ? DenialReasons.OtherAccount : DenialReasons.Of(decision, action);

    private static IamRequest RequestOf(ServiceCall call, CallerRight right, string owner) =>
        WithCaller(right.Request(call.Caller), call).With("aws:ResourceAccount", owner);
}
