using BitbucketConnections.Sandbox.Protocols.Query;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The parameters of the STS operations, with the constraints of the service model.</summary>
internal static class StsShapes
{
    private static readonly StringShape s_arn = new(20, 2048);
    private static readonly StringShape s_sessionName = new(2, 64, "[\\w+=,.@-]*");
    private static readonly NumberTextShape s_duration = new(900, 43200);

    /// <summary>Gets the parameters of AssumeRole.</summary>
    public static StructureShape AssumeRole { get; } = new()
    {
        { "RoleArn", s_arn, true },
        { "RoleSessionName", s_sessionName, true },
        { "DurationSeconds", s_duration },
        { "ExternalId", new StringShape(2, 1224, "[\\w+=,.@:\\/-]*") },
        { "SerialNumber", new StringShape(9, 256, "[\\w+=/:,.@-]*") },
        { "TokenCode", new StringShape(6, 6, "[\\d]*") },
    };

    /// <summary>Gets the parameters of AssumeRoleWithWebIdentity.</summary>
    public static StructureShape AssumeRoleWithWebIdentity { get; } = new()
    {
        { "RoleArn", s_arn, true },
        { "RoleSessionName", s_sessionName, true },
        { "WebIdentityToken", new StringShape(4, 20000), true },
        { "DurationSeconds", s_duration },
    };
}
