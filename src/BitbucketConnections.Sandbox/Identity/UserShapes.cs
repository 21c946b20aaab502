using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The parameters of IAM's operations on users and access keys, with the constraints of the service model.</summary>
internal static class UserShapes
{
    private static readonly StringShape s_newName = new(1, 64, "[\\w+=,.@-]+");
    private static readonly StringShape s_name = new(1, 128, "[\\w+=,.@-]+");

    /// <summary>Gets the parameters of CreateUser.</summary>
    public static StructureShape Create { get; } = new() { { "Path", IamShapes.Path }, { "UserName", s_newName, true }, { PermissionsBoundary.Member, IamShapes.PolicyArn }, { "Tags", IamShapes.Tags } };

    /// <summary>Gets the parameters of DeleteUser.</summary>
    public static StructureShape ByUser { get; } = new() { { "UserName", s_name, true } };

    /// <summary>Gets the parameters of the operations that need no name: the default is the caller.</summary>
    public static StructureShape Own { get; } = new() { { "UserName", s_name } };

    /// <summary>Gets the parameters of ListUsers.</summary>
    public static StructureShape ListUsers => IamShapes.ListRoles;

    /// <summary>Gets the parameters of the operations on the policies of a user.</summary>
    public static PolicyShapes Policies { get; } = new("UserName", s_name, s_newName);

    /// <summary>Gets the parameters of ListAccessKeys.</summary>
    public static StructureShape ListKeys { get; } = new() { { "UserName", s_name }, { "Marker", IamShapes.Marker }, { "MaxItems", IamShapes.MaxItems } };

    /// <summary>Gets the parameters of DeleteAccessKey.</summary>
    public static StructureShape DeleteKey { get; } = new() { { "UserName", s_name }, { "AccessKeyId", new StringShape(16, 128, "[\\w]+"), true } };
}
