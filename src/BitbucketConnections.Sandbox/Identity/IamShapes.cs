using BitbucketConnections.Sandbox.Protocols.Query;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The parameters of the IAM operations, with the constraints of the service model.</summary>
internal static class IamShapes
{
    private static readonly StringShape s_roleName = new(1, 64, "[\\w+=,.@-]+");
    private static readonly StringShape s_policyName = new(1, 128, "[\\w+=,.@-]+");
    private static readonly StringShape s_document = new(1, 131072, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
    private static readonly StringShape s_path = new(1, 512, "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)");

    private static readonly StringShape s_marker = new(1, 320, "[\\u0020-\\u00FF]+");
    private static readonly NumberTextShape s_maxItems = new(1, 1000);
    private static readonly StringShape s_policyArn = new(20, 2048);
    private static readonly ListShape s_tags = new(
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
        { "AssumeRolePolicyDocument", s_document, true },
        { "Path", s_path },
        { "Description", new StringShape(null, 1000) },
        { "MaxSessionDuration", new NumberTextShape(3600, 43200) },
        { "Tags", s_tags },
    };

    /// <summary>Gets the parameters of the operations on one role.</summary>
    public static StructureShape ByRole { get; } = new() { { "RoleName", s_roleName, true } };

    /// <summary>Gets the parameters of ListRoles.</summary>
    public static StructureShape ListRoles { get; } = new()
    {
        { "PathPrefix", new StringShape(1, 512, "\\u002F[\\u0021-\\u007F]*") },
        { "Marker", s_marker },
        { "MaxItems", s_maxItems },
    };

    /// <summary>Gets the parameters of the operations that list policies or tags of a role.</summary>
    public static StructureShape ListOfRole { get; } = new()
    {
        { "RoleName", s_roleName, true },
        { "PathPrefix", new StringShape(1, 512, "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/") },
        { "Marker", s_marker },
        { "MaxItems", s_maxItems },
    };

    /// <summary>Gets the parameters of UpdateAssumeRolePolicy.</summary>
    public static StructureShape UpdateTrust { get; } = new() { { "RoleName", s_roleName, true }, { "PolicyDocument", s_document, true } };

    /// <summary>Gets the parameters of TagRole.</summary>
    public static StructureShape Tag { get; } = new() { { "RoleName", s_roleName, true }, { "Tags", s_tags, true } };

    /// <summary>Gets the parameters of AttachRolePolicy and DetachRolePolicy.</summary>
    public static StructureShape ByPolicyArn { get; } = new() { { "RoleName", s_roleName, true }, { "PolicyArn", s_policyArn, true } };

    /// <summary>Gets the parameters of PutRolePolicy.</summary>
    public static StructureShape PutPolicy { get; } = new()
    {
        { "RoleName", s_roleName, true },
        { "PolicyName", s_policyName, true },
        { "PolicyDocument", s_document, true },
    };

    /// <summary>Gets the parameters of the operations on one inline policy.</summary>
    public static StructureShape ByPolicy { get; } = new() { { "RoleName", s_roleName, true }, { "PolicyName", s_policyName, true } };
}
