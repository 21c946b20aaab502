using BitbucketConnections.Sandbox.Protocols.Query;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>The parameters of the STS operations, with the constraints of the service model.</summary>
internal static class StsShapes
{
    private static readonly StringShape s_arn = new(20, 2048);
    private static readonly StringShape s_sessionName = new(2, 64, "[\\w+=,.@-]*");
    private static readonly NumberTextShape s_duration = new(900, 43200);

    // The model has no maximum. The user guide has 2048 characters.
    private static readonly StringShape s_policy = new(1, 2048, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");

    // The model has no maximum. The API reference has 10 policies.
    private static readonly ListShape s_policyArns = new(new StructureShape { { "arn", s_arn } }, null, 10);

    /// <summary>Gets the parameters of AssumeRole.</summary>
    public static StructureShape AssumeRole { get; } = new()
    {
        { "RoleArn", s_arn, true },
        { "RoleSessionName", s_sessionName, true },
        { "PolicyArns", s_policyArns },
        { "Policy", s_policy },
        { "DurationSeconds", s_duration },
        { "Tags", IamShapes.Tags },
        { "TransitiveTagKeys", new ListShape(new StringShape(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"), null, 50) },
        { "SourceIdentity", new StringShape(2, 64, "[\\w+=,.@-]*") },
        { "ExternalId", new StringShape(2, 1224, "[\\w+=,.@:\\/-]*") },
        { "SerialNumber", new StringShape(9, 256, "[\\w+=/:,.@-]*") },
        { "TokenCode", new StringShape(6, 6, "[\\d]*") },
        { "ProvidedContexts", new UnsupportedShape() },
    };

    /// <summary>Gets the parameters of AssumeRoleWithWebIdentity.</summary>
    public static StructureShape AssumeRoleWithWebIdentity { get; } = new()
    {
        { "RoleArn", s_arn, true },
        { "RoleSessionName", s_sessionName, true },
        { "WebIdentityToken", new StringShape(4, 20000), true },
        { "ProviderId", new UnsupportedShape() },
        { "PolicyArns", s_policyArns },
        { "Policy", s_policy },
        { "DurationSeconds", s_duration },
    };
}
