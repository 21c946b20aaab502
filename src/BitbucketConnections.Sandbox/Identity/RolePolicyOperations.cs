using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the inline policies of roles.</summary>
internal static class RolePolicyOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("PutRolePolicy", IamShapes.PutPolicy, Put),
        new("GetRolePolicy", IamShapes.ByPolicy, Get),
        new("ListRolePolicies", IamShapes.ListOfRole, List),
        new("DeleteRolePolicy", IamShapes.ByPolicy, Delete),
    ];

    private static object[]? Put(ServiceCall call, JsonObject input)
    {
        var role = RequestedRole.Find(call, input);
        var document = input.Text("PolicyDocument")!;
        var name = input.Text("PolicyName")!;
        var others = role.InlinePolicies.Where(policy => !policy.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(policy => policy.Value.Document);
        role.PutPolicy(name, new InlinePolicy(document, PolicyDocumentChecks.Inline(document, others, role.Name)), PolicyTime.Of(call));
        return null;
    }

    private static object[] Get(ServiceCall call, JsonObject input)
    {
        var role = RequestedRole.Find(call, input);
        var name = input.Text("PolicyName")!;
        return role.InlinePolicies.TryGetValue(name, out var policy)
            ?
            [
                Element("RoleName", role.Name),
                Element("PolicyName", name),
                Element("PolicyDocument", Uri.EscapeDataString(policy.Document)),
            ]
            : throw NotFound(name);
    }

    private static object[] List(ServiceCall call, JsonObject input)
    {
        var names = RequestedRole.Find(call, input).InlinePolicies.Keys;
        return IamListPage.Write(call, input, "PolicyNames", names, name => name, name => Element("member", name));
    }

    private static object[]? Delete(ServiceCall call, JsonObject input)
    {
        var name = input.Text("PolicyName")!;
        return RequestedRole.Find(call, input).RemovePolicy(name, PolicyTime.Of(call)) ? null : throw NotFound(name);
    }

    private static AwsErrorException NotFound(string name) =>
        new("NoSuchEntity", $"The role policy with name {name} cannot be found.", 404);
}
