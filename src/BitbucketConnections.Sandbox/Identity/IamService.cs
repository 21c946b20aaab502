using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Sandbox.Protocols.Query;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>IAM, with roles, users, access keys, policies, instance profiles, and the tags of roles and users only.</summary>
internal static class IamService
{
    /// <summary>Creates the service.</summary>
    /// <returns>The service.</returns>
    public static QueryService Make() => new(
        "iam",
        "2010-05-08",
        RoleOperations.All()
            .Concat(PoliciesOf(IdentityKind.Role))
            .Concat(ManagedPolicyOperations.All())
            .Concat(BoundaryOperations.All())
            .Concat(InstanceProfileOperations.All())
            .Concat(IamTags.All())
            .Concat(UserOperations.All())
            .Concat(PoliciesOf(IdentityKind.User))
            .Concat(AccessKeyOperations.All())
            .Append(SimulationOperation.Make()),
        IamRights.Table);

    private static IEnumerable<QueryOperation> PoliciesOf(IdentityKind kind) =>
        new InlinePolicyOperations(kind).All().Concat(new AttachedPolicyOperations(kind).All());
}
