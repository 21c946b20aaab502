using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles instance profiles. A role in an instance profile can't be deleted.</summary>
internal static class InstanceProfileOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("CreateInstanceProfile", ManagedPolicyShapes.CreateProfile, Create),
        new("AddRoleToInstanceProfile", ManagedPolicyShapes.RoleInProfile, Add),
        new("RemoveRoleFromInstanceProfile", ManagedPolicyShapes.RoleInProfile, Remove),
        new("ListInstanceProfilesForRole", IamShapes.ListTags, List),
    ];

    private static object[] Create(ServiceCall call, JsonObject input)
    {
        var (name, path) = (input.Text("InstanceProfileName")!, input.Text("Path") ?? "/");
        var profiles = call.Account.Part<InstanceProfileStore>().ByName;
        if (profiles.ContainsKey(name))
        {
            throw new AwsErrorException("EntityAlreadyExists", $"Instance Profile {name} already exists.", 409);
        }

        var id = "AIPA" + Guid.NewGuid().ToString("N").Substring(0, 17).ToUpperInvariant();
        var profile = new InstanceProfileRecord(id, name, path, IamRights.ProfileArn(call, path, name), call.Now);
        IamTags.Set(profile.Tags, "InstanceProfile", input.Objects("Tags"));
        profiles.Add(name, profile);
        return [Write("InstanceProfile", profile, IamTags.WriteAll(profile.Tags))];
    }

    private static object[]? Add(ServiceCall call, JsonObject input)
    {
        var profile = Find(call, input);
        var role = RequestedRole.Find(call, input);
        profile.Role = profile.Role is null ? role : throw PolicyDocumentChecks.Limit("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        return null;
    }

    private static object[]? Remove(ServiceCall call, JsonObject input)
    {
        var profile = Find(call, input);
        var role = RequestedRole.Find(call, input);
        profile.Role = profile.Role == role ? null : throw new AwsErrorException("NoSuchEntity", $"The role with name {role.Name} cannot be found.", 404);
        return null;
    }

    private static object[] List(ServiceCall call, JsonObject input) => IamListPage.Write(
        call,
        input,
        "InstanceProfiles",
        call.Account.Part<InstanceProfileStore>().Of(RequestedRole.Find(call, input)),
        profile => profile.Name,
        profile => Write("member", profile));

    private static InstanceProfileRecord Find(ServiceCall call, JsonObject input)
    {
        var name = input.Text("InstanceProfileName")!;
        return call.Account.Part<InstanceProfileStore>().ByName.TryGetValue(name, out var profile)
            ? profile
            : throw new AwsErrorException("NoSuchEntity", $"Instance Profile {name} cannot be found.", 404);
    }

    private static XElement Write(string element, InstanceProfileRecord profile, XElement? tags = null) => Element(
        element,
        Element("Path", profile.Path),
        Element("InstanceProfileName", profile.Name),
        Element("InstanceProfileId", profile.Id),
        Element("Arn", profile.Arn),
        Element("CreateDate", Iso8601.Write(profile.Created)),
        Element("Roles", [.. profile.Role is { } role ? new[] { RoleOperations.WriteListed(role) } : []]),
        tags);
}
