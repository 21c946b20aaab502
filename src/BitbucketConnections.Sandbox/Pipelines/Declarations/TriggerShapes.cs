using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>The triggers of a pipeline, with the constraints of CodePipeline's service model.</summary>
internal static class TriggerShapes
{
    private static readonly StructureShape s_tags = Filter(new StringShape(1, 255));
    private static readonly StructureShape s_patterns = Filter(new StringShape(1, 255, ".*"));

    private static readonly StructureShape s_push = new()
    {
        { "tags", s_tags },
        { "branches", s_patterns },
        { "filePaths", s_patterns },
    };

    private static readonly StructureShape s_pullRequest = new()
    {
        { "events", new ListShape(StringShape.Enum("OPEN", "UPDATED", "CLOSED"), 1, 3) },
        { "branches", s_patterns },
        { "filePaths", s_patterns },
    };

    private static readonly StructureShape s_git = new()
    {
        { "sourceActionName", new StringShape(1, 100, "[A-Za-z0-9.@\\-_]+"), true },
        { "push", new ListShape(s_push, 1, 3) },
        { "pullRequest", new ListShape(s_pullRequest, 1, 3) },
    };

    /// <summary>Gets a trigger.</summary>
    public static StructureShape Trigger { get; } = new()
    {
        { "providerType", StringShape.Enum("CodeStarSourceConnection"), true },
        { "gitConfiguration", s_git, true },
    };

    private static StructureShape Filter(StringShape pattern) => new()
    {
        { "includes", new ListShape(pattern, 1, 8) },
        { "excludes", new ListShape(pattern, 1, 8) },
    };
}
