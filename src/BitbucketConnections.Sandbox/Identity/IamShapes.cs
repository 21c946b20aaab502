using BitbucketConnections.Sandbox.Protocols.Query;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The parameters of the IAM operations, with the constraints of the service model.</summary>
internal static class IamShapes
{
    private static readonly StringShape s_roleName = new(1, 64, "[\\w+=,.@-]+");

    /// <summary>Gets the shape of a policy document.</summary>
    public static StringShape Document { get; } = new(1, 131072, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");

    /// <summary>Gets the shape of the ARN of a managed policy.</summary>
    public static StringShape PolicyArn { get; } = new(20, 2048);

    /// <summary>Gets the shape of the path of a new role or user.</summary>
    public static StringShape Path { get; } = new(1, 512, "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)");

    /// <summary>Gets the shape of the marker of a page.</summary>
    public static StringShape Marker { get; } = new(1, 320, "[\\u0020-\\u00FF]+");

    /// <summary>Gets the shape of the size of a page.</summary>
    public static NumberTextShape MaxItems { get; } = new(1, 1000);

    /// <summary>Gets the shape of tags.</summary>
    public static ListShape Tags { get; } = new(
        new StructureShape
        {
            { "Key", new StringShape(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"), true },
            { "Value", new StringShape(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"), true },
        },
        null,
        50);

    /// <summary>Gets the parameters of CreateRole.</summary>
    public static StructureShape CreateRole { get; } = new()
    {
        { "RoleName", s_roleName, true },
        { "AssumeRolePolicyDocument", Document, true },
        { "Path", Path },
        { "Description", new StringShape(null, 1000, "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*") },
        { "MaxSessionDuration", new NumberTextShape(3600, 43200) },
        { PermissionsBoundary.Member, PolicyArn },
        { "Tags", Tags },
    };

    /// <summary>Gets the parameters of the operations on one role.</summary>
    public static StructureShape ByRole { get; } = new() { { "RoleName", s_roleName, true } };

    /// <summary>Gets the parameters of ListRoles and ListUsers.</summary>
    public static StructureShape ListRoles { get; } = new()
    {
        { "PathPrefix", new StringShape(1, 512, "\\u002F[\\u0021-\\u007F]*") },
        { "Marker", Marker },
        { "MaxItems", MaxItems },
    };

    /// <summary>Gets the parameters of ListRoleTags.</summary>
    public static StructureShape ListTags { get; } = new() { { "RoleName", s_roleName, true }, { "Marker", Marker }, { "MaxItems", MaxItems } };

    /// <summary>Gets the parameters of UpdateAssumeRolePolicy.</summary>
    public static StructureShape UpdateTrust { get; } = new() { { "RoleName", s_roleName, true }, { "PolicyDocument", Document, true } };

    /// <summary>Gets the parameters of TagRole.</summary>
    public static StructureShape Tag { get; } = new() { { "RoleName", s_roleName, true }, { "Tags", Tags, true } };

    /// <summary>Gets the parameters of the operations on the policies of a role.</summary>
    public static PolicyShapes RolePolicies { get; } = new("RoleName", s_roleName, s_roleName);
}
