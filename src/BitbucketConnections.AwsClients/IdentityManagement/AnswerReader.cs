using System.Xml.Linq;
using Amazon.IdentityManagement.Model;
using Amazon.Protocol;

namespace Amazon.IdentityManagement;

/// <summary>Reads the result of each answer of IAM.</summary>
internal static class AnswerReader
{
    public static CreateRoleResponse CreateRole(XElement result) => new()
    {
        Role = result.Structure("Role", Role),
    };

    public static GetRoleResponse GetRole(XElement result) => new()
    {
        Role = result.Structure("Role", Role),
    };

    public static GetRolePolicyResponse GetRolePolicy(XElement result) => new()
    {
        RoleName = result.Text("RoleName"),
        PolicyName = result.Text("PolicyName"),
        PolicyDocument = result.Text("PolicyDocument"),
    };

    public static ListAttachedRolePoliciesResponse ListAttachedRolePolicies(XElement result) => new()
    {
        AttachedPolicies = result.List("AttachedPolicies", AttachedPolicyType),
        IsTruncated = result.Boolean("IsTruncated"),
        Marker = result.Text("Marker"),
    };

    public static ListRolePoliciesResponse ListRolePolicies(XElement result) => new()
    {
        PolicyNames = result.List("PolicyNames", e => e.Value),
        IsTruncated = result.Boolean("IsTruncated"),
        Marker = result.Text("Marker"),
    };

    public static ListRolesResponse ListRoles(XElement result) => new()
    {
        Roles = result.List("Roles", Role),
        IsTruncated = result.Boolean("IsTruncated"),
        Marker = result.Text("Marker"),
    };

    private static AttachedPermissionsBoundary AttachedPermissionsBoundary(XElement attachedPermissionsBoundary) => new()
    {
        PermissionsBoundaryType = attachedPermissionsBoundary.Text("PermissionsBoundaryType"),
        PermissionsBoundaryArn = attachedPermissionsBoundary.Text("PermissionsBoundaryArn"),
    };

    private static AttachedPolicyType AttachedPolicyType(XElement policy) => new()
    {
        PolicyName = policy.Text("PolicyName"),
        PolicyArn = policy.Text("PolicyArn"),
    };

    private static Role Role(XElement role) => new()
    {
        Path = role.Text("Path"),
        RoleName = role.Text("RoleName"),
        RoleId = role.Text("RoleId"),
        Arn = role.Text("Arn"),
        CreateDate = role.Timestamp("CreateDate"),
        AssumeRolePolicyDocument = role.Text("AssumeRolePolicyDocument"),
        Description = role.Text("Description"),
        MaxSessionDuration = role.Integer("MaxSessionDuration"),
        PermissionsBoundary = role.Structure("PermissionsBoundary", AttachedPermissionsBoundary),
        Tags = role.List("Tags", Tag),
        RoleLastUsed = role.Structure("RoleLastUsed", RoleLastUsed),
    };

    private static RoleLastUsed RoleLastUsed(XElement roleLastUsed) => new()
    {
        LastUsedDate = roleLastUsed.Timestamp("LastUsedDate"),
        Region = roleLastUsed.Text("Region"),
    };

    private static Tag Tag(XElement tag) => new()
    {
        Key = tag.Text("Key"),
        Value = tag.Text("Value"),
    };
}
