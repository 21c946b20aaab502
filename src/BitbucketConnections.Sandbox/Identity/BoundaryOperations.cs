using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the permissions boundaries of roles.</summary>
internal static class BoundaryOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("PutRolePermissionsBoundary", ManagedPolicyShapes.PutBoundary, Put),
        new("DeleteRolePermissionsBoundary", IamShapes.ByRole, Delete),
    ];

    private static object[]? Put(ServiceCall call, JsonObject input)
    {
        PermissionsBoundary.Set(RequestedRole.Find(call, input), call, input, PolicyTime.Of(call));
        return null;
    }

    private static object[]? Delete(ServiceCall call, JsonObject input)
    {
        RequestedRole.Find(call, input).SetBoundary(null, null, PolicyTime.Of(call));
        return null;
    }
}
