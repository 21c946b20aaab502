using BitbucketConnections.Sandbox.Query;
using static BitbucketConnections.Sandbox.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>STS: says who is calling.</summary>
internal static class StsService
{
    /// <summary>Makes the service.</summary>
    /// <returns>The service.</returns>
    public static QueryService Make() => new("sts", "2011-06-15",
    [
        new("GetCallerIdentity", [], (call, _) =>
        [
            Element("Arn", call.CallerArn),
            Element("UserId", "AIDASANDBOX" + call.AccountId),
            Element("Account", call.AccountId),
        ]),
    ]);
}
