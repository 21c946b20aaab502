using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>
/// The rights that the operations of IAM need. As recorded, IAM's messages have <c>role name</c> or <c>user name</c> instead of the ARN,
/// except for new roles and users, and for lists.
/// </summary>
internal static class IamRights
{
    // The operations that a permissions boundary of their role or user can be a condition of.
    private static readonly Regex s_changesOfPolicies = new("^((Put|Delete|Attach|Detach)(Role|User)Policy|DeleteRolePermissionsBoundary)$", RegexOptions.CultureInvariant);

    /// <summary>Gets the table.</summary>
    public static RightsTable Table { get; } = new()
    {
        { "CreateRole", (call, input) => New(call, input, RoleArn(call, input.Text("Path") ?? "/", input.Text("RoleName")!), "iam:TagRole") },
        { "GetRole", OnRole },
        { "ListRoles", (call, input) => [List(call, input, "role")] },
        { "UpdateAssumeRolePolicy", OnRole },
        { "DeleteRole", OnRole },
        { "PutRolePolicy", OnRole },
        { "GetRolePolicy", OnRole },
        { "ListRolePolicies", OnRole },
        { "DeleteRolePolicy", OnRole },
        { "AttachRolePolicy", OnRole },
        { "DetachRolePolicy", OnRole },
        { "ListAttachedRolePolicies", OnRole },
        { "PutRolePermissionsBoundary", OnRole },
        { "DeleteRolePermissionsBoundary", OnRole },
        { "CreatePolicy", (call, input) => Tagged(OnPolicy(call, PolicyArn(call, input.Text("Path") ?? "/", input.Text("PolicyName")!), input.Text("PolicyName")!), input, "iam:TagPolicy") },
        { "GetPolicy", (call, input) => [OnPolicy(call, input.Text("PolicyArn")!, input.Text("PolicyArn")!)] },
        { "GetPolicyVersion", (call, input) => [OnPolicy(call, input.Text("PolicyArn")!, input.Text("PolicyArn")!)] },
        { "ListInstanceProfilesForRole", OnRole },
        { "CreateInstanceProfile", (call, input) => Tagged(OnProfile(call, input).Single(), input, "iam:TagInstanceProfile") },
        { "AddRoleToInstanceProfile", (call, input) => [.. OnProfile(call, input), PassRole(OnRole(call, input).Single().Resource, "ec2.amazonaws.com")] },
        { "RemoveRoleFromInstanceProfile", OnProfile },
        { "TagRole", (call, input) => [.. OnRole(call, input).Select(right => right.WithRequestTags(TagsOf(input)))] },
        { "ListRoleTags", OnRole },
        { "CreateUser", (call, input) => New(call, input, UserArn(call, input.Text("Path") ?? "/", input.Text("UserName")!), "iam:TagUser") },
        { "GetUser", OnUser },
        { "ListUsers", (call, input) => [List(call, input, "user")] },
        { "DeleteUser", OnUser },
        { "PutUserPolicy", OnUser },
        { "GetUserPolicy", OnUser },
        { "ListUserPolicies", OnUser },
        { "DeleteUserPolicy", OnUser },
        { "AttachUserPolicy", OnUser },
        { "DetachUserPolicy", OnUser },
        { "ListAttachedUserPolicies", OnUser },
        { "CreateAccessKey", OnUser },
        { "ListAccessKeys", OnUser },
        { "DeleteAccessKey", OnUser },
        { "SimulatePrincipalPolicy", (call, input) => [new CallerRight("iam:" + call.Operation, input.Text("PolicySourceArn")!)] },
    };

    /// <summary>Writes the ARN of a role of the caller's account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The path.</param>
    /// <param name="name">The name.</param>
    /// <returns>The ARN.</returns>
    public static string RoleArn(ServiceCall call, string path, string name) => $"arn:{call.Partition}:iam::{call.AccountId}:role{path}{name}";

    /// <summary>Writes the ARN of a user of the caller's account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The path.</param>
    /// <param name="name">The name.</param>
    /// <returns>The ARN.</returns>
    public static string UserArn(ServiceCall call, string path, string name) => $"arn:{call.Partition}:iam::{call.AccountId}:user{path}{name}";

    /// <summary>Writes the ARN of a managed policy of the caller's account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The path.</param>
    /// <param name="name">The name.</param>
    /// <returns>The ARN.</returns>
    public static string PolicyArn(ServiceCall call, string path, string name) => $"arn:{call.Partition}:iam::{call.AccountId}:policy{path}{name}";

    /// <summary>Writes the ARN of an instance profile of the caller's account.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The path.</param>
    /// <param name="name">The name.</param>
    /// <returns>The ARN.</returns>
    public static string ProfileArn(ServiceCall call, string path, string name) => $"arn:{call.Partition}:iam::{call.AccountId}:instance-profile{path}{name}";

    /// <summary>Creates the right to pass a role to a service.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="service">The service principal.</param>
    /// <returns>The right.</returns>
    public static CallerRight PassRole(string roleArn, string service) => new CallerRight("iam:PassRole", roleArn).With("iam:PassedToService", service);

    private static IEnumerable<CallerRight> OnRole(ServiceCall call, JsonObject input)
    {
        var name = input.Text("RoleName")!;
        var role = call.Account.Part<RoleStore>().ByName.TryGetValue(name, out var found) ? found : null;
        yield return On(call, input, role, role?.Arn ?? RoleArn(call, "/", name), "role " + name);
    }

    private static CallerRight OnPolicy(ServiceCall call, string arn, string name) => new("iam:" + call.Operation, arn) { ResourceName = "policy " + name };

    private static IEnumerable<CallerRight> OnProfile(ServiceCall call, JsonObject input)
    {
        var name = input.Text("InstanceProfileName")!;
        var arn = call.Account.Part<InstanceProfileStore>().ByName.TryGetValue(name, out var found) ? found.Arn : ProfileArn(call, input.Text("Path") ?? "/", name);
        yield return new CallerRight("iam:" + call.Operation, arn) { ResourceName = "instance profile " + name };
    }

    // Without a name, a role session gets the error of the operation.
    private static IEnumerable<CallerRight> OnUser(ServiceCall call, JsonObject input)
    {
        if (RequestedUser.NameOf(call, input) is { } name)
        {
            var user = call.Account.Part<UserStore>().ByName.TryGetValue(name, out var found) ? found : null;
            yield return On(call, input, user, user?.Arn ?? UserArn(call, "/", name), "user " + name);
        }
    }

    private static CallerRight On(ServiceCall call, JsonObject input, IdentityRecord? record, string arn, string messageName) =>
        new CallerRight("iam:" + call.Operation, arn) { ResourceName = messageName }
            .With("iam:PolicyARN", input.Text("PolicyArn"))
            .With("iam:PermissionsBoundary", input.Text(PermissionsBoundary.Member) ?? (s_changesOfPolicies.IsMatch(call.Operation) ? record?.BoundaryArn : null))
            .WithResourceTags(record?.Tags)
            .WithResourceTags(record?.Tags, "iam:ResourceTag/");

    private static IEnumerable<CallerRight> New(ServiceCall call, JsonObject input, string arn, string tagAction) =>
        Tagged(new CallerRight("iam:" + call.Operation, arn).With("iam:PermissionsBoundary", input.Text(PermissionsBoundary.Member)), input, tagAction);

    // Who creates a resource with tags needs the right to tag it too.
    private static IEnumerable<CallerRight> Tagged(CallerRight right, JsonObject input, string tagAction)
    {
        var tags = TagsOf(input);
        yield return right.WithRequestTags(tags);
        if (tags.Count > 0)
        {
            yield return new CallerRight(tagAction, right.Resource).WithRequestTags(tags);
        }
    }

    private static CallerRight List(ServiceCall call, JsonObject input, string type) =>
        new("iam:" + call.Operation, $"arn:{call.Partition}:iam::{call.AccountId}:{type}{input.Text("PathPrefix") ?? "/"}");

    private static List<KeyValuePair<string, string>> TagsOf(JsonObject input) =>
        [.. input.Objects("Tags").Select(tag => new KeyValuePair<string, string>(tag.Text("Key")!, tag.Text("Value")!))];
}
