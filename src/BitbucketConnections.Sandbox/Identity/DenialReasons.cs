using BitbucketConnections.Policies;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The reasons in AWS's messages for denied access.</summary>
internal static class DenialReasons
{
    /// <summary>The reason for a resource of another account, which does not show whether the resource exists.</summary>
    public const string OtherAccount =
        "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";

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
