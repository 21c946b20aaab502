using System.Linq;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>STS: GetCallerIdentity, and temporary credentials of roles.</summary>
internal static class StsService
{
    /// <summary>Creates the service.</summary>
    /// <returns>The service.</returns>
    public static QueryService Make() => new("sts", "2011-06-15", AssumeRoleOperations.All().Prepend(new("GetCallerIdentity", [], (call, _) =>
    [
        Element("Arn", call.CallerArn),
        Element("UserId", call.AssumedRole is { } session ? session.UserId : call.User?.Id ?? "AIDASANDBOX" + call.AccountId),
        Element("Account", call.AccountId),
    ])), StsRights.Table);
}
