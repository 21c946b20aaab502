using BitbucketConnections.Sandbox.Json;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The parameters of the IAM operations, with the constraints of the service model.</summary>
internal static class IamShapes
{
    private static readonly StringShape s_roleName = new(1, 64, "[\\w+=,.@-]+");
    private static readonly StringShape s_policyName = new(1, 128, "[\\w+=,.@-]+");
    private static readonly StringShape s_document = new(1, 131072, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
    private static readonly StringShape s_path = new(1, 512, "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)");

    /// <summary>Gets the parameters of CreateRole.</summary>
    public static StructureShape CreateRole { get; } = new()
    {
        { "RoleName", s_roleName, true },
        { "AssumeRolePolicyDocument", s_document, true },
        { "Path", s_path },
        { "Description", new StringShape(null, 1000) },
        { "MaxSessionDuration", new StringShape(null, null, "[0-9]{4,5}") },
    };

    /// <summary>Gets the parameters of the operations on one role.</summary>
    public static StructureShape ByRole { get; } = new() { { "RoleName", s_roleName, true } };

    /// <summary>Gets the parameters of ListRoles.</summary>
    public static StructureShape ListRoles { get; } = new() { { "PathPrefix", new StringShape(1, 512, "\\u002F[\\u0021-\\u007F]*") } };

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
