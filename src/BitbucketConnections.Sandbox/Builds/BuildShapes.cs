using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Builds;

/// <summary>The inputs of the CodeBuild operations, with the constraints of the service model.</summary>
internal static class BuildShapes
{
    private const string TagPattern = "^([\\p{L}\\p{Z}\\p{N}_.:/=@+\\-]*)$";

    private static readonly StringShape s_nonEmpty = new(1);

    /// <summary>Gets the input of BatchGetProjects.</summary>
    public static StructureShape BatchGet { get; } = new() { { "names", new ListShape(s_nonEmpty, 1, 100), true } };

    /// <summary>Gets the input of BatchGetBuilds.</summary>
    public static StructureShape BatchGetBuilds { get; } = new() { { "ids", new ListShape(s_nonEmpty, 1, 100), true } };

    /// <summary>Gets the checked part of the input of CreateProject.</summary>
    public static StructureShape Create { get; } = new()
    {
        { "name", new StringShape(2, 150, "[A-Za-z0-9][A-Za-z0-9\\-_]{1,149}"), true },
        { "description", new StringShape(0, 255) },
        {
            "source",
            new StructureShape
            {
                {
                    "type",
                    StringShape.Enum(
                        "CODECOMMIT", "CODEPIPELINE", "GITHUB", "GITLAB", "GITLAB_SELF_MANAGED", "S3", "BITBUCKET", "GITHUB_ENTERPRISE", "NO_SOURCE"),
                    true
                },
            },
            true
        },
        { "artifacts", new StructureShape { { "type", StringShape.Enum("CODEPIPELINE", "S3", "NO_ARTIFACTS"), true } }, true },
        {
            "environment",
            new StructureShape
            {
                {
                    "type",
                    StringShape.Enum(
                        "WINDOWS_CONTAINER", "LINUX_CONTAINER", "LINUX_GPU_CONTAINER", "ARM_CONTAINER", "WINDOWS_SERVER_2019_CONTAINER",
                        "WINDOWS_SERVER_2022_CONTAINER", "LINUX_LAMBDA_CONTAINER", "ARM_LAMBDA_CONTAINER", "LINUX_EC2", "ARM_EC2", "WINDOWS_EC2",
                        "MAC_ARM"),
                    true
                },
                { "image", s_nonEmpty, true },
                {
                    "computeType",
                    StringShape.Enum(
                        "BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM", "BUILD_GENERAL1_LARGE", "BUILD_GENERAL1_XLARGE", "BUILD_GENERAL1_2XLARGE",
                        "BUILD_LAMBDA_1GB", "BUILD_LAMBDA_2GB", "BUILD_LAMBDA_4GB", "BUILD_LAMBDA_8GB", "BUILD_LAMBDA_10GB",
                        "ATTRIBUTE_BASED_COMPUTE", "CUSTOM_INSTANCE_TYPE"),
                    true
                },
            },
            true
        },
        { "serviceRole", s_nonEmpty, true },
        { "tags", new ListShape(new StructureShape { { "key", new StringShape(1, 127, TagPattern) }, { "value", new StringShape(0, 255, TagPattern) } }, 0, 50) },
        { "timeoutInMinutes", new IntegerShape(5, 2160) },
        { "queuedTimeoutInMinutes", new IntegerShape(5, 480) },
        { "encryptionKey", s_nonEmpty },
    };

    /// <summary>Gets the input of ListProjects.</summary>
    public static StructureShape List { get; } = new()
    {
        { "sortBy", StringShape.Enum("NAME", "CREATED_TIME", "LAST_MODIFIED_TIME") },
        { "sortOrder", StringShape.Enum("ASCENDING", "DESCENDING") },
        { "nextToken", s_nonEmpty },
    };

    /// <summary>Gets the input of ImportSourceCredentials.</summary>
    public static StructureShape ImportCredentials { get; } = new()
    {
        { "username", s_nonEmpty },
        { "token", s_nonEmpty, true },
        { "serverType", StringShape.Enum("GITHUB", "BITBUCKET", "GITHUB_ENTERPRISE", "GITLAB", "GITLAB_SELF_MANAGED"), true },
        { "authType", StringShape.Enum("OAUTH", "BASIC_AUTH", "PERSONAL_ACCESS_TOKEN", "CODECONNECTIONS", "SECRETS_MANAGER"), true },
        { "shouldOverwrite", new BooleanShape() },
    };

    /// <summary>Gets the input of DeleteSourceCredentials.</summary>
    public static StructureShape DeleteCredentials { get; } = new() { { "arn", s_nonEmpty, true } };
}
