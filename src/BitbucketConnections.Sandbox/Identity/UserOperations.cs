using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Callers;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the operations that create, get, list and delete users.</summary>
internal static class UserOperations
{
    /// <summary>The maximum number of users of an account. IAM quota, fixed.</summary>
    public const int Quota = 5000;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<QueryOperation> All() =>
    [
        new("CreateUser", UserShapes.Create, Create),
        new("GetUser", UserShapes.Own, (call, input) => [Write("User", RequestedUser.Find(call, input), hasTags: true)]),
        new("ListUsers", UserShapes.ListUsers, List),
        new("DeleteUser", UserShapes.ByUser, Delete),
    ];

    private static object[] Create(ServiceCall call, JsonObject input)
    {
        var name = input.Text("UserName")!;
        var users = call.Account.Part<UserStore>().ByName;

        // The ARN of the account's administrator must not be that of a user.
        if (users.ContainsKey(name) || name.Equals(SandboxCredentials.UserName, StringComparison.OrdinalIgnoreCase))
        {
            throw new AwsErrorException("EntityAlreadyExists", $"User with name {name} already exists.", 409);
        }

        if (users.Count >= Quota)
        {
            throw PolicyDocumentChecks.Limit($"Cannot exceed quota for UsersPerAccount: {Quota}");
        }

        var path = input.Text("Path") ?? "/";
        var user = new UserRecord
        {
            Id = "AIDA" + Guid.NewGuid().ToString("N").Substring(0, 17).ToUpperInvariant(),
            Name = name,
            Path = path,
            Arn = IamRights.UserArn(call, path, name),
            Created = call.Now,
        };
        PermissionsBoundary.Set(user, call, input, call.Now);
        IamTags.Set(user.Tags, IdentityKind.User.Name, input.Objects("Tags"));
        users.Add(name, user);
        return [Write("User", user, hasTags: true)];
    }

    private static object[] List(ServiceCall call, JsonObject input)
    {
        var prefix = input.Text("PathPrefix") ?? "/";
        var users = call.Account.Part<UserStore>().ByName.Values.Where(user => user.Path.StartsWith(prefix, StringComparison.Ordinal));
        return IamListPage.Write(call, input, "Users", users, user => user.Name, user => Write("member", user, hasTags: false));
    }

    private static object[]? Delete(ServiceCall call, JsonObject input)
    {
        var user = RequestedUser.Find(call, input);
        if (user.AttachedPolicies.Count > 0)
        {
            throw Conflict("must detach all policies first");
        }

        if (user.InlinePolicies.Count > 0)
        {
            throw Conflict("must delete policies first");
        }

        if (call.State.Part<AccessKeyStore>().Of(user.Caller).Count > 0)
        {
            throw Conflict("must delete access keys first");
        }

        call.Account.Part<UserStore>().ByName.Remove(user.Name);
        return null;
    }

    private static AwsErrorException Conflict(string reason) => new("DeleteConflict", $"Cannot delete entity, {reason}.", 409);

    private static XElement Write(string element, UserRecord user, bool hasTags) => Element(
        element,
        Element("Path", user.Path),
        Element("UserName", user.Name),
        Element("UserId", user.Id),
        Element("Arn", user.Arn),
        Element("CreateDate", Iso8601.Write(user.Created)),
        hasTags ? PermissionsBoundary.Write(user) : null,
        hasTags ? IamTags.WriteAll(user.Tags) : null);
}
