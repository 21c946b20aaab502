using System;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Roles or users, for the operations that IAM has for both.</summary>
internal sealed class IdentityKind
{
    private IdentityKind(string name, int maximumInlineSize, PolicyShapes shapes, Func<ServiceCall, JsonObject, IdentityRecord> find)
    {
        Name = name;
        MaximumInlineSize = maximumInlineSize;
        Shapes = shapes;
        Find = find;
    }

    /// <summary>Gets roles.</summary>
    public static IdentityKind Role { get; } = new("Role", 10240, IamShapes.RolePolicies, RequestedRole.Find);

    /// <summary>Gets users.</summary>
    public static IdentityKind User { get; } = new("User", 2048, UserShapes.Policies, RequestedUser.Find);

    /// <summary>Gets the name in operations and quotas, <c>Role</c> or <c>User</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the name in messages.</summary>
    public string MessageName => Name.ToLowerInvariant();

    /// <summary>Gets the member with the name of the role or user.</summary>
    public string NameMember => Name + "Name";

    /// <summary>Gets the maximum number of characters of all inline policies together. IAM quota, fixed.</summary>
    public int MaximumInlineSize { get; }

    /// <summary>Gets the parameters of the operations on policies.</summary>
    public PolicyShapes Shapes { get; }

    /// <summary>Gets the function that finds the role or user of a call.</summary>
    public Func<ServiceCall, JsonObject, IdentityRecord> Find { get; }
}
