namespace BitbucketConnections.Engine.Tests;

/// <summary>Bodies with the members that AWS was recorded to return, and without those that it omits.</summary>
internal static class RecordedBodies
{
    public const string First = "11111111-1111-4111-8111-111111111111";
    public const string Second = "22222222-2222-4222-8222-222222222222";
    public const string Third = "33333333-3333-4333-8333-333333333333";

    // The token of an approval, which is the id of its action execution.
    public const string Gate = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
    public const string NewGate = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

    /// <summary>The state of a PARALLEL pipeline.</summary>
    public const string ParallelState = """{"pipelineName":"demo","pipelineVersion":1,"stageStates":[],"created":1790629801.15,"updated":1790629801.15}""";

    public const string NoActions = """{"actionExecutionDetails":[]}""";

    private const string Times = "\"created\":1790629801.15,\"updated\":1790629801.15";

    /// <summary>GetPipeline, with the type member of the wire format in each action type.</summary>
    public static string Pipeline(string mode = "SUPERSEDED", string gate = "{}") => $$"""
        {"metadata":{"pipelineArn":"arn:aws:codepipeline:us-east-1:111122223333:demo",{{Times}}},
         "pipeline":{"name":"demo","roleArn":"arn:aws:iam::111122223333:role/demo","version":1,"pipelineType":"V2","executionMode":"{{mode}}",
          "artifactStore":{"type":"S3","location":"artifacts"},
          "stages":[
           {"name":"Source","actions":[{"name":"Source","runOrder":1,"actionTypeId":{"__type":"ActionTypeId","category":"Source","owner":"AWS","provider":"S3","version":"1"},
            "configuration":{"PollForSourceChanges":"false","S3Bucket":"artifacts","S3ObjectKey":"in.zip"},"inputArtifacts":[],"outputArtifacts":[{"name":"SourceOutput"}]}]},
           {"name":"Gate","actions":[{"name":"Review","runOrder":1,"actionTypeId":{"__type":"ActionTypeId","category":"Approval","owner":"AWS","provider":"Manual","version":"1"},
            "configuration":{{gate}},"inputArtifacts":[],"outputArtifacts":[]}]}]} }
        """;

    public static string State(params string[] stages) =>
        $$"""{"pipelineName":"demo","pipelineVersion":1,"stageStates":[{{string.Join(",", stages)}}],{{Times}}}""";

    public static string Stage(string name, string? execution, string? status, string action) =>
        $$"""{"stageName":"{{name}}","inboundExecutions":[],"inboundTransitionState":{"enabled":true},"actionStates":[{{action}}]"""
        + (execution is null ? "}" : $$""","latestExecution":{"pipelineExecutionId":"{{execution}}","status":"{{status}}"} }""");

    public static string SourceDone(string execution) => Stage("Source", execution, "Succeeded", """
        {"actionName":"Source","currentRevision":{"revisionId":"v1"},"latestExecution":{"actionExecutionId":"cccccccc-cccc-4ccc-8ccc-cccccccccccc","status":"Succeeded",
         "summary":"Amazon S3 version id: v1","lastStatusChange":1790629803.5,"externalExecutionId":"v1"}}
        """);

    /// <summary>An approval that waits: no time, and the token is the id of the action execution.</summary>
    public static string GateWaiting(string id = Gate) => $$"""{"actionName":"Review","latestExecution":{"actionExecutionId":"{{id}}","status":"InProgress","token":"{{id}}"} }""";

    public static string Answered(string status, string id = Gate) =>
        $$"""{"actionName":"Review","latestExecution":{"actionExecutionId":"{{id}}","status":"{{status}}","summary":"no","lastStatusChange":1790629900.5,"lastUpdatedBy":"{{RecordedPipeline.Arn}}"} }""";

    public static string Listed(params string[] summaries) => $$"""{"pipelineExecutionSummaries":[{{string.Join(",", summaries)}}]}""";

    /// <summary>An execution in a list: no type unless it is a rollback, and the time of the last update is the start while it is in progress.</summary>
    public static string Execution(string id, string status, string mode = "SUPERSEDED", bool isRollback = false) =>
        $$"""{"pipelineExecutionId":"{{id}}","status":"{{status}}","startTime":1790629801.4,"lastUpdateTime":1790629801.4,"executionMode":"{{mode}}","""
        + (isRollback
            ? $$""" "executionType":"ROLLBACK","rollbackMetadata":{"rollbackTargetPipelineExecutionId":"{{First}}"},"sourceRevisions":[],{{Rollback}} }"""
            : $$""" "sourceRevisions":[{"actionName":"Source","revisionId":"v1","revisionSummary":"Amazon S3 version id: v1"}],"trigger":{"triggerType":"StartPipelineExecution","triggerDetail":"{{RecordedPipeline.Arn}}"} }""");

    /// <summary>GetPipelineExecution: no variables if the pipeline declares none.</summary>
    public static string One(string id, string status, string mode = "SUPERSEDED", bool isRollback = false) =>
        $$"""{"pipelineExecution":{"pipelineName":"demo","pipelineVersion":1,"pipelineExecutionId":"{{id}}","status":"{{status}}","artifactRevisions":[],"executionMode":"{{mode}}","""
        + (isRollback
            ? $$""" "executionType":"ROLLBACK","rollbackMetadata":{"rollbackTargetPipelineExecutionId":"{{First}}"},{{Rollback}} } }"""
            : $$""" "trigger":{"triggerType":"StartPipelineExecution","triggerDetail":"{{RecordedPipeline.Arn}}"} } }""");

    public static string Actions(params string[] details) => $$"""{"actionExecutionDetails":[{{string.Join(",", details)}}]}""";

    /// <summary>An approval in the list of actions: while it waits, the output has no result.</summary>
    public static string GateAction(string execution, string status, string id = Gate) => Action(execution, "Gate", "Review", "Approval", "Manual", id, status, status == "InProgress"
        ? string.Empty
        : $$""" "executionResult":{"externalExecutionId":"{{id}}","externalExecutionSummary":"no"},""");

    public static string SourceAction(string execution) => Action(
        execution, "Source", "Source", "Source", "S3", "cccccccc-cccc-4ccc-8ccc-cccccccccccc", "Succeeded", """ "executionResult":{"externalExecutionId":"v1","externalExecutionSummary":"Amazon S3 version id: v1"},""");

    /// <summary>A failed action in the list: the error has only its code.</summary>
    public static string FailedAction(string execution, string text) => Action(
        execution, "Gate", "Review", "Deploy", "S3", Gate, "Failed", $$""" "executionResult":{"errorDetails":{"code":"ConfigurationError"},"externalExecutionSummary":"{{text}}"},""");

    private static string Rollback => $$"""
        "trigger":{"triggerType":"ManualRollback","triggerDetail":"{\"AwsUserArn\":\"{{RecordedPipeline.Arn}}\"}"}
        """;

    private static string Action(string execution, string stage, string name, string category, string provider, string id, string status, string result) => $$"""
        {"pipelineExecutionId":"{{execution}}","actionExecutionId":"{{id}}","pipelineVersion":1,"stageName":"{{stage}}","actionName":"{{name}}","status":"{{status}}",
         "startTime":1790629810.25,"lastUpdateTime":1790629810.25,
         "input":{"actionTypeId":{"__type":"ActionTypeId","category":"{{category}}","owner":"AWS","provider":"{{provider}}","version":"1"},"configuration":{},"resolvedConfiguration":{},"region":"us-east-1","inputArtifacts":[]},
         "output":{ {{result}} "outputArtifacts":[],"outputVariables":{} } }
        """;
}
