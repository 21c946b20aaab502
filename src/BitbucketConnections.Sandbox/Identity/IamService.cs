using System.Linq;
using BitbucketConnections.Sandbox.Protocols.Query;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>IAM, with roles, their policies and tags only.</summary>
internal static class IamService
{
    /// <summary>Creates the service.</summary>
    /// <returns>The service.</returns>
    public static QueryService Make() => new(
        "iam",
        "2010-05-08",
        RoleOperations.All().Concat(RolePolicyOperations.All()).Concat(AttachedPolicyOperations.All()).Concat(RoleTags.All()));
}
