using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Query;
using BitbucketConnections.Sandbox.Services;
using BitbucketConnections.Sandbox.State;
using static BitbucketConnections.Sandbox.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Creates, shows, lists and deletes roles.</summary>
internal static class RoleOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("CreateRole", IamShapes.CreateRole, Create),
        new("GetRole", IamShapes.ByRole, (call, input) => [Write(Find(call, input))]),
        new("ListRoles", IamShapes.ListRoles, List),
        new("DeleteRole", IamShapes.ByRole, Delete),
    ];

    /// <summary>Finds a role of the caller's account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">Has the name.</param>
    /// <returns>The role.</returns>
    /// <exception cref="AwsErrorException">There is none.</exception>
    public static Role Find(ServiceCall call, JsonObject input)
    {
        var name = input.Text("RoleName")!;
        return call.Account.Roles.TryGetValue(name, out var role)
            ? role
            : throw new AwsErrorException("NoSuchEntity", $"The role with name {name} cannot be found.", 404);
    }

    private static object[] Create(ServiceCall call, JsonObject input)
    {
        var name = input.Text("RoleName")!;
        var trust = input.Text("AssumeRolePolicyDocument")!;
        if (call.Account.Roles.ContainsKey(name))
        {
            throw new AwsErrorException("EntityAlreadyExists", $"Role with name {name} already exists.", 409);
        }

        if (!TrustPolicy.IsPolicy(trust))
        {
            throw new AwsErrorException("MalformedPolicyDocument", "This policy contains invalid Json");
        }

        var path = input.Text("Path") ?? "/";
        var role = new Role
        {
            Id = "AROA" + Guid.NewGuid().ToString("N").Substring(0, 17).ToUpperInvariant(),
            Name = name,
            Path = path,
            Arn = $"arn:{AwsPartition.Of(call.Region)}:iam::{call.AccountId}:role{path}{name}",
            TrustPolicy = trust,
            Created = call.Now,
            AssumableFrom = call.Now + call.State.Options.RolePropagationDelay,
            Description = input.Text("Description"),
            MaximumSessionSeconds = int.Parse(input.Text("MaxSessionDuration") ?? "3600", CultureInfo.InvariantCulture),
        };
        for (var i = 1; input.Text($"Tags.member.{i}.Key") is { } key; i++)
        {
            role.Tags.Set(key, input.Text($"Tags.member.{i}.Value") ?? string.Empty);
        }

        call.Account.Roles.Add(name, role);
        return [Write(role)];
    }

    private static object[] List(ServiceCall call, JsonObject input)
    {
        var prefix = input.Text("PathPrefix") ?? "/";
        var roles = call.Account.Roles.Values.Where(role => role.Path.StartsWith(prefix, StringComparison.Ordinal));
        return
        [
            Element("Roles", [.. roles.Select(role => new XElement("member", Write(role).Elements()))]),
            Element("IsTruncated", "false"),
        ];
    }

    private static object[]? Delete(ServiceCall call, JsonObject input)
    {
        var role = Find(call, input);
        if (role.InlinePolicies.Count > 0)
        {
            throw new AwsErrorException("DeleteConflict", "Cannot delete entity, must delete policies first.", 409);
        }

        call.Account.Roles.Remove(role.Name);
        return null;
    }

    private static XElement Write(Role role) => Element(
        "Role",
        Element("Path", role.Path),
        Element("RoleName", role.Name),
        Element("RoleId", role.Id),
        Element("Arn", role.Arn),
        Element("CreateDate", role.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        Element("AssumeRolePolicyDocument", Uri.EscapeDataString(role.TrustPolicy)),
        role.Description is { } description ? Element("Description", description) : null,
        Element("MaxSessionDuration", role.MaximumSessionSeconds.ToString(CultureInfo.InvariantCulture)),
        role.Tags.Count == 0
            ? null
            : Element("Tags", [.. role.Tags.Select(tag => Element("member", Element("Key", tag.Key), Element("Value", tag.Value)))]));
}
