using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>The conditions of a stage, with the constraints of CodePipeline's service model.</summary>
internal static class ConditionShapes
{
    // These copy a few shapes of the declaration: its static fields use this class and are not initialized yet.
    private static readonly StringShape s_result = StringShape.Enum("ROLLBACK", "FAIL", "RETRY", "SKIP");

    private static readonly StructureShape s_ruleType = new()
    {
        { "category", StringShape.Enum("Rule"), true },
        { "owner", StringShape.Enum("AWS") },
        { "provider", new StringShape(1, 35, "[0-9A-Za-z_-]+"), true },
        { "version", new StringShape(1, 9, "[0-9A-Za-z_-]+") },
    };

    private static readonly StructureShape s_rule = new()
    {
        { "name", new StringShape(1, 100, "[A-Za-z0-9.@\\-_]+"), true },
        { "ruleTypeId", s_ruleType, true },
        { "configuration", new MapShape(new StringShape(1, 50), new StringShape(1, 10000), 200) },
        { "commands", new ListShape(new StringShape(1, 1000), 1, 50) },
        { "inputArtifacts", new ListShape(new StructureShape { { "name", new StringShape(1, 100, "[a-zA-Z0-9_\\-]+"), true } }) },
        { "roleArn", new StringShape(null, 1024, "arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*") },
        { "region", new StringShape(4, 30) },
        { "timeoutInMinutes", new IntegerShape(5, 86400) },
    };

    private static readonly ListShape s_conditions = new(
        new StructureShape { { "result", s_result }, { "rules", new ListShape(s_rule, 1, 5) } }, 1, 1);

    /// <summary>Gets the failure conditions of a stage.</summary>
    public static StructureShape Failure { get; } = new()
    {
        { "result", s_result },
        { "retryConfiguration", new StructureShape { { "retryMode", StringShape.Enum("FAILED_ACTIONS", "ALL_ACTIONS") } } },
        { "conditions", s_conditions },
    };

    /// <summary>Gets the entry and success conditions of a stage.</summary>
    public static StructureShape Success { get; } = new() { { "conditions", s_conditions, true } };
}
