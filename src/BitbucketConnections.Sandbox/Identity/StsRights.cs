using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>
/// The rights that the operations of STS need. AssumeRole evaluates the policies of the caller together with the trust policy, because
/// both kinds of refusal have the same message. The other operations need no right.
/// </summary>
internal static class StsRights
{
    /// <summary>Gets the table.</summary>
    public static RightsTable Table { get; } = new()
    {
        { "AssumeRole", (_, _) => [] },
        { "AssumeRoleWithWebIdentity", (_, _) => [] },
        { "GetCallerIdentity", (_, _) => [] },
    };
}
