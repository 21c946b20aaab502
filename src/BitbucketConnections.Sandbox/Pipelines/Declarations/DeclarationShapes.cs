using BitbucketConnections.Sandbox.Shapes;

namespace BitbucketConnections.Sandbox.Pipelines.Declarations;

/// <summary>The pipeline declaration, with the constraints of CodePipeline's service model.</summary>
internal static class DeclarationShapes
{
    /// <summary>Gets the name of a pipeline, stage or action.</summary>
    public static StringShape Name { get; } = new(1, 100, "[A-Za-z0-9.@\\-_]+");

    /// <summary>Gets the name of a Region.</summary>
    private static StringShape Region { get; } = new(4, 30);

    /// <summary>Gets the ARN of a role.</summary>
    private static StringShape RoleArn { get; } = new(null, 1024, "arn:aws(-[\\w]+)*:iam::[0-9]{12}:role/.*");

    /// <summary>Gets a list of shell commands.</summary>
    private static ListShape Commands { get; } = new(new StringShape(1, 1000), 1, 50);

    /// <summary>Gets a list of input artifacts.</summary>
    private static ListShape InputArtifacts { get; } = new(new StructureShape { { "name", ArtifactName(), true } });

    private static StructureShape ArtifactStore { get; } = new()
    {
        { "type", StringShape.Enum("S3"), true },
        { "location", new StringShape(3, 63, "[a-zA-Z0-9\\-\\.]+"), true },
        { "encryptionKey", new StructureShape { { "id", new StringShape(1, 400), true }, { "type", StringShape.Enum("KMS"), true } } },
    };

    private static StructureShape ActionType { get; } = new()
    {
        { "category", StringShape.Enum("Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"), true },
        { "owner", StringShape.Enum("AWS", "ThirdParty", "Custom"), true },
        { "provider", new StringShape(1, 35, "[0-9A-Za-z_-]+"), true },
        { "version", new StringShape(1, 9, "[0-9A-Za-z_-]+"), true },
    };

    private static StructureShape EnvironmentVariable { get; } = new()
    {
        { "name", new StringShape(1, 128, "[A-Za-z0-9_]+"), true },
        { "value", new StringShape(1, 2000, ".*"), true },
        { "type", StringShape.Enum("PLAINTEXT", "SECRETS_MANAGER") },
    };

    private static StructureShape OutputArtifact { get; } = new()
    {
        { "name", ArtifactName(), true },
        { "files", new ListShape(new StringShape(1, 128), 1, 10) },
    };

    private static StructureShape Action { get; } = new()
    {
        { "name", Name, true },
        { "actionTypeId", ActionType, true },
        { "runOrder", new IntegerShape(1, 999) },
        // The model says 1000 for values. AWS's own refusals name 50000 since 2022.
        { "configuration", new MapShape(new StringShape(1, 50), new StringShape(1, 50000)) },
        { "commands", Commands },
        { "outputArtifacts", new ListShape(OutputArtifact) },
        { "inputArtifacts", InputArtifacts },
        { "outputVariables", new ListShape(new StringShape(1, 128), 1, 15) },
        { "roleArn", RoleArn },
        { "region", Region },
        { "namespace", new StringShape(1, 100, "[A-Za-z0-9@\\-_]+") },
        { "timeoutInMinutes", new IntegerShape(5, 86400) },
        { "environmentVariables", new ListShape(EnvironmentVariable, 1, 10) },
    };

    private static StructureShape Blocker { get; } = new()
    {
        { "name", new StringShape(1, 100), true },
        { "type", StringShape.Enum("Schedule"), true },
    };

    private static StructureShape Stage { get; } = new()
    {
        { "name", Name, true },
        { "blockers", new ListShape(Blocker) },
        { "actions", new ListShape(Action), true },
        { "onFailure", ConditionShapes.Failure },
        { "onSuccess", ConditionShapes.Success },
        { "beforeEntry", ConditionShapes.Success },
    };

    private static StructureShape Variable { get; } = new()
    {
        { "name", new StringShape(1, 128, "[A-Za-z0-9@\\-_]+"), true },
        { "defaultValue", new StringShape(1, 1000, ".*") },
        { "description", new StringShape(0, 200, ".*") },
    };

    /// <summary>Gets the declaration. It is declared last because it uses the other shapes.</summary>
    public static StructureShape Pipeline { get; } = new()
    {
        { "name", Name, true },
        { "roleArn", RoleArn, true },
        { "artifactStore", ArtifactStore },
        { "artifactStores", new MapShape(Region, ArtifactStore) },
        { "stages", new ListShape(Stage), true },
        { "version", new IntegerShape(1) },
        { "executionMode", StringShape.Enum("QUEUED", "SUPERSEDED", "PARALLEL") },
        { "pipelineType", StringShape.Enum("V1", "V2") },
        { "variables", new ListShape(Variable, null, 50) },
        { "triggers", new ListShape(TriggerShapes.Trigger, null, 50) },
    };

    private static StringShape ArtifactName() => new(1, 100, "[a-zA-Z0-9_\\-]+");
}
