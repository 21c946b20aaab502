using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The reasons in AWS's messages for denied access.</summary>
internal static class DenialReasons
{
    /// <summary>Gets the reason.</summary>
    /// <param name="decision">The decision, which denies.</param>
    /// <param name="action">The action.</param>
    /// <returns>The text that follows the resource.</returns>
    public static string Of(IamDecision decision, string action)
    {
        var policy = decision.Source switch
        {
            IamPolicySource.ResourceBased => "resource-based policy",
            IamPolicySource.PermissionsBoundary => "permissions boundary",
            IamPolicySource.Session => "session policy",
            _ => "identity-based policy",
        };
        return decision.Outcome == IamOutcome.ExplicitDeny
            ? $"with an explicit deny in {(decision.Source == IamPolicySource.IdentityBased ? "an" : "a")} {policy}"
            : $"because no {policy} allows the {action} action";
    }
}
