using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The parameters of the operations on managed policies, permissions boundaries and instance profiles.</summary>
internal static class ManagedPolicyShapes
{
    private static readonly StringShape s_name = new(1, 128, "[\\w+=,.@-]+");
    private static readonly StringShape s_roleName = new(1, 64, "[\\w+=,.@-]+");

    /// <summary>Gets the shape of the ARN of a policy.</summary>
    public static StringShape Arn { get; } = new(20, 2048);

    /// <summary>Gets the parameters of CreatePolicy.</summary>
    public static StructureShape Create { get; } = new()
    {
        { "PolicyName", s_name, true },
        { "Path", new StringShape(1, 512, "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/") },
        { "PolicyDocument", IamShapes.Document, true },
        { "Description", new StringShape(null, 1000) },
        { "Tags", IamShapes.Tags },
    };

    /// <summary>Gets the parameters of GetPolicy.</summary>
    public static StructureShape ByArn { get; } = new() { { "PolicyArn", Arn, true } };

    /// <summary>Gets the parameters of GetPolicyVersion.</summary>
    public static StructureShape Version { get; } = new() { { "PolicyArn", Arn, true }, { "VersionId", new StringShape(null, null, "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?"), true } };

    /// <summary>Gets the parameters of PutRolePermissionsBoundary.</summary>
    public static StructureShape PutBoundary { get; } = new() { { "RoleName", s_roleName, true }, { "PermissionsBoundary", Arn, true } };

    /// <summary>Gets the parameters of CreateInstanceProfile.</summary>
    public static StructureShape CreateProfile { get; } = new() { { "InstanceProfileName", s_name, true }, { "Path", IamShapes.Path }, { "Tags", IamShapes.Tags } };

    /// <summary>Gets the parameters of AddRoleToInstanceProfile and RemoveRoleFromInstanceProfile.</summary>
    public static StructureShape RoleInProfile { get; } = new() { { "InstanceProfileName", s_name, true }, { "RoleName", s_roleName, true } };
}
