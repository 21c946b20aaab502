using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the operations that create, get, list, update and delete roles.</summary>
internal static class RoleOperations
{
    private enum RoleForm
    {
        Created,
        Whole,
        Listed,
    }

    /// <summary>Writes a role as a member of a list.</summary>
    /// <param name="role">The role.</param>
    /// <returns>The XML element.</returns>
    public static XElement WriteListed(RoleRecord role) => new("member", Write(role, RoleForm.Listed).Elements());

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("CreateRole", IamShapes.CreateRole, Create),
        new("GetRole", IamShapes.ByRole, (call, input) => [Write(RequestedRole.Find(call, input), RoleForm.Whole)]),
        new("ListRoles", IamShapes.ListRoles, List),
        new("UpdateAssumeRolePolicy", IamShapes.UpdateTrust, UpdateTrust),
        new("DeleteRole", IamShapes.ByRole, Delete),
    ];

    private static object[] Create(ServiceCall call, JsonObject input)
    {
        var name = input.Text("RoleName")!;
        var trust = input.Text("AssumeRolePolicyDocument")!;
        var roles = call.Account.Part<RoleStore>().ByName;
        if (roles.ContainsKey(name))
        {
            throw new AwsErrorException("EntityAlreadyExists", $"Role with name {name} already exists.", 409);
        }

        var policy = PolicyDocumentChecks.Trust(call.State, trust);
        var quota = call.State.Limits.Roles;
        if (roles.Count >= quota)
        {
            throw PolicyDocumentChecks.Limit($"Cannot exceed quota for RolesPerAccount: {quota}");
        }

        var path = input.Text("Path") ?? "/";
        var role = new RoleRecord
        {
            Id = "AROA" + Guid.NewGuid().ToString("N").Substring(0, 17).ToUpperInvariant(),
            Name = name,
            Path = path,
            Arn = IamRights.RoleArn(call, path, name),
            Created = call.Now,
            Description = input.Text("Description"),
            MaximumSessionSeconds = int.Parse(input.Text("MaxSessionDuration") ?? "3600", CultureInfo.InvariantCulture),
        };
        role.SetTrust(trust, policy, call.Now + call.State.Options.RolePropagationDelay);
        PermissionsBoundary.Set(role, call, input, call.Now);
        IamTags.Set(role.Tags, IdentityKind.Role.Name, input.Objects("Tags"));
        roles.Add(name, role);
        return [Write(role, RoleForm.Created)];
    }

    private static object[] List(ServiceCall call, JsonObject input)
    {
        var prefix = input.Text("PathPrefix") ?? "/";
        var roles = call.Account.Part<RoleStore>().ByName.Values.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal));
        return IamListPage.Write(call, input, "Roles", roles, role => role.Name, WriteListed);
    }

    private static object[]? UpdateTrust(ServiceCall call, JsonObject input)
    {
        var role = RequestedRole.Find(call, input);
        var trust = input.Text("PolicyDocument")!;
        role.SetTrust(trust, PolicyDocumentChecks.Trust(call.State, trust), call.Now + call.State.Options.RolePropagationDelay);
        return null;
    }

    private static object[]? Delete(ServiceCall call, JsonObject input)
    {
        var role = RequestedRole.Find(call, input);
        if (role.AttachedPolicies.Count > 0)
        {
            throw new AwsErrorException("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
        }

        if (role.InlinePolicies.Count > 0)
        {
            throw new AwsErrorException("DeleteConflict", "Cannot delete entity, must delete policies first.", 409);
        }

        if (call.Account.Part<InstanceProfileStore>().Of(role).Any())
        {
            throw new AwsErrorException("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.", 409);
        }

        call.Account.Part<RoleStore>().ByName.Remove(role.Name);
        return null;
    }

    // Recorded: CreateRole answers without description and duration, ListRoles without tags and last use.
    private static XElement Write(RoleRecord role, RoleForm form) => Element(
        "Role",
        Element("Path", role.Path),
        Element("RoleName", role.Name),
        Element("RoleId", role.Id),
        Element("Arn", role.Arn),
        Element("CreateDate", Iso8601.Write(role.Created)),
        Element("AssumeRolePolicyDocument", Uri.EscapeDataString(role.TrustPolicy)),
        form != RoleForm.Created && role.Description is { } description ? Element("Description", description) : null,
        form != RoleForm.Created ? Element("MaxSessionDuration", role.MaximumSessionSeconds.ToString(CultureInfo.InvariantCulture)) : null,
        form != RoleForm.Listed ? IamTags.WriteAll(role.Tags) : null,
        form != RoleForm.Listed ? PermissionsBoundary.Write(role) : null,
        form == RoleForm.Whole ? Element("RoleLastUsed") : null);
}
