using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>The inputs of the CodePipeline operations, with the constraints of the service model.</summary>
internal static class PipelineShapes
{
    private static readonly StringShape s_nextToken = new(1, 2048);
    private static readonly StringShape s_resourceArn = new(null, null, "arn:aws(-[\\w]+)*:codepipeline:.+:[0-9]{12}:.+");
    private static readonly StringShape s_tagKey = new(1, 128);
    private static readonly ListShape s_tags = new(
        new StructureShape { { "key", s_tagKey, true }, { "value", new StringShape(0, 256), true } });

    private static readonly StringShape s_executionId = new(null, null, "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    // The order in AWS's message, not in the model.
    private static readonly StringShape s_startTimeRange = StringShape.Enum("All", "Latest");

    private static readonly StructureShape s_revision = new()
    {
        { "actionName", DeclarationShapes.Name, true },
        { "revisionType", StringShape.Enum("COMMIT_ID", "IMAGE_DIGEST", "S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"), true },
        { "revisionValue", new StringShape(1, 1500), true },
    };

    private static readonly StructureShape s_variable = new()
    {
        { "name", new StringShape(1, 128, "[A-Za-z0-9@\\-_]+"), true },
        { "value", new StringShape(1, 1000, ".*"), true },
    };

    /// <summary>Gets the input of CreatePipeline.</summary>
    public static StructureShape Create { get; } = new() { { "pipeline", DeclarationShapes.Pipeline, true }, { "tags", s_tags } };

    /// <summary>Gets the input of UpdatePipeline.</summary>
    public static StructureShape Update { get; } = new() { { "pipeline", DeclarationShapes.Pipeline, true } };

    /// <summary>Gets the input of GetPipeline.</summary>
    public static StructureShape Get { get; } = new() { { "name", DeclarationShapes.Name, true }, { "version", new IntegerShape(1) } };

    /// <summary>Gets the input of DeletePipeline and GetPipelineState.</summary>
    public static StructureShape ByName { get; } = new() { { "name", DeclarationShapes.Name, true } };

    /// <summary>Gets the input of ListPipelines.</summary>
    public static StructureShape List { get; } = new() { { "nextToken", s_nextToken }, { "maxResults", new IntegerShape(1, 1000) } };

    /// <summary>Gets the input of StartPipelineExecution.</summary>
    public static StructureShape Start { get; } = new()
    {
        { "name", DeclarationShapes.Name, true },
        { "variables", new ListShape(s_variable, null, 50) },
        { "clientRequestToken", new StringShape(1, 128, "^[a-zA-Z0-9-]+$") },
        { "sourceRevisions", new ListShape(s_revision, 0, 50) },
    };

    /// <summary>Gets the input of GetPipelineExecution.</summary>
    public static StructureShape GetExecution { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "pipelineExecutionId", s_executionId, true },
    };

    /// <summary>Gets the input of RetryStageExecution.</summary>
    public static StructureShape RetryStage { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "stageName", DeclarationShapes.Name, true },
        { "pipelineExecutionId", s_executionId, true },
        { "retryMode", StringShape.Enum("FAILED_ACTIONS", "ALL_ACTIONS"), true },
    };

    /// <summary>Gets the input of RollbackStage.</summary>
    public static StructureShape RollbackStage { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "stageName", DeclarationShapes.Name, true },
        { "targetPipelineExecutionId", s_executionId, true },
    };

    /// <summary>Gets the input of StopPipelineExecution.</summary>
    public static StructureShape Stop { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "pipelineExecutionId", s_executionId, true },
        { "abandon", new BooleanShape() },
        { "reason", new StringShape(null, 200) },
    };

    /// <summary>Gets the input of PutApprovalResult.</summary>
    public static StructureShape PutApproval { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "stageName", DeclarationShapes.Name, true },
        { "actionName", DeclarationShapes.Name, true },
        { "result", new StructureShape { { "summary", new StringShape(0, 512), true }, { "status", StringShape.Enum("Approved", "Rejected"), true } }, true },
        { "token", s_executionId, true },
    };

    /// <summary>Gets the input of EnableStageTransition.</summary>
    public static StructureShape EnableTransition { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "stageName", DeclarationShapes.Name, true },
        { "transitionType", StringShape.Enum("Inbound", "Outbound"), true },
    };

    /// <summary>Gets the input of DisableStageTransition.</summary>
    public static StructureShape DisableTransition { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "stageName", DeclarationShapes.Name, true },
        { "transitionType", StringShape.Enum("Inbound", "Outbound"), true },
        { "reason", new StringShape(1, 300, "[a-zA-Z0-9!@ \\(\\)\\.\\*\\?\\-]+"), true },
    };

    /// <summary>Gets the input of ListActionExecutions.</summary>
    public static StructureShape ListActions { get; } = ListHistory();

    /// <summary>Gets the input of ListRuleExecutions.</summary>
    public static StructureShape ListRules { get; } = ListHistory();

    /// <summary>Gets the input of ListRuleTypes.</summary>
    public static StructureShape ListRuleTypes { get; } = new() { { "ruleOwnerFilter", StringShape.Enum("AWS") }, { "regionFilter", new StringShape(4, 30) } };

    /// <summary>Gets the input of ListActionTypes.</summary>
    public static StructureShape ListActionTypes { get; } = new()
    {
        { "actionOwnerFilter", StringShape.Enum("AWS", "ThirdParty", "Custom") },
        { "nextToken", new StringShape(1, 2048) },
        { "regionFilter", new StringShape(4, 30) },
    };

    /// <summary>Gets the input of GetActionType.</summary>
    public static StructureShape GetActionType { get; } = new()
    {
        { "category", StringShape.Enum("Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"), true },
        { "owner", new StringShape(null, null, "AWS|ThirdParty"), true },
        { "provider", new StringShape(1, 35, "[0-9A-Za-z_-]+"), true },
        { "version", new StringShape(1, 9, "[0-9A-Za-z_-]+"), true },
    };

    /// <summary>Gets the input of OverrideStageCondition.</summary>
    public static StructureShape OverrideCondition { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "stageName", DeclarationShapes.Name, true },
        { "pipelineExecutionId", s_executionId, true },
        { "conditionType", StringShape.Enum("BEFORE_ENTRY", "ON_SUCCESS"), true },
    };

    /// <summary>Gets the input of ListPipelineExecutions.</summary>
    public static StructureShape ListExecutions { get; } = new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        { "maxResults", new IntegerShape(1, 100) },
        { "filter", new StructureShape { { "succeededInStage", new StructureShape { { "stageName", DeclarationShapes.Name } } } } },
        { "nextToken", s_nextToken },
    };

    /// <summary>Gets the input of ListTagsForResource.</summary>
    public static StructureShape ListTags { get; } = new()
    {
        { "resourceArn", s_resourceArn, true },
        { "nextToken", s_nextToken },
        { "maxResults", new IntegerShape(1, 100) },
    };

    /// <summary>Gets the input of TagResource.</summary>
    public static StructureShape Tag { get; } = new() { { "resourceArn", s_resourceArn, true }, { "tags", s_tags, true } };

    /// <summary>Gets the input of UntagResource.</summary>
    public static StructureShape Untag { get; } = new() { { "resourceArn", s_resourceArn, true }, { "tagKeys", new ListShape(s_tagKey), true } };

    private static StructureShape ListHistory() => new()
    {
        { "pipelineName", DeclarationShapes.Name, true },
        {
            "filter",
            new StructureShape
            {
                { "pipelineExecutionId", s_executionId },
                {
                    "latestInPipelineExecution",
                    new StructureShape { { "pipelineExecutionId", s_executionId, true }, { "startTimeRange", s_startTimeRange, true } }
                },
            }
        },
        { "maxResults", new IntegerShape(1, 100) },
        { "nextToken", s_nextToken },
    };
}
