using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles the retry of a failed stage, which continues the same execution, and the rollback of a stage, which starts a new one.</summary>
internal sealed class StageOperations
{
    // Names in an ARN can have a plus sign, which the default encoder escapes.
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ExecutionEngine _engine;

    /// <summary>Initializes a new instance of the <see cref="StageOperations"/> class.</summary>
    /// <param name="engine">Advances executions.</param>
    public StageOperations(ExecutionEngine engine) => _engine = engine;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All() =>
    [
        new("RetryStageExecution", PipelineShapes.RetryStage, Retry),
        new("RollbackStage", PipelineShapes.RollbackStage, RollBack),
    ];

    private JsonObject Retry(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var stageName = RequestedPipeline.Stage(pipeline, input.Text("stageName")!).Name;
        var id = input.Text("pipelineExecutionId")!;
        var execution = pipeline.Executions.Find(r => r.Id == id);
        if (execution is not null && HasLaterExecutionIn(pipeline, execution, stageName))
        {
            throw new AwsErrorException(
                "NotLatestPipelineExecutionException",
                $"The stage '{stageName}' has run in a later execution of the pipeline '{pipeline.Name}'. The execution '{id}' is out of date");
        }

        var failed = execution?.FindStage(stageName);
        if (execution is null || failed?.Status != ExecutionStatuses.Failed || execution.Version != pipeline.Versions.Count)
        {
            throw new AwsErrorException(
                "StageNotRetryableException",
                $"The stage named {stageName} in the {pipeline.Name} pipeline can't be retried now. Either it contains no failed actions, the execution '{id}' is already superseded, or the pipeline definition has changed since the action(s) failed.");
        }

        _engine.Retry(pipeline, execution, failed, input.Text("retryMode") == "FAILED_ACTIONS");
        return new JsonObject { ["pipelineExecutionId"] = execution.Id };
    }

    private JsonObject RollBack(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var stageName = RequestedPipeline.Stage(pipeline, input.Text("stageName")!).Name;
        var target = RequestedPipeline.Execution(pipeline, input.Text("targetPipelineExecutionId")!);
        if (target.Version != pipeline.Versions.Count)
        {
            throw new AwsErrorException(
                "PipelineExecutionOutdatedException",
                $"The pipeline execution '{target.Id}' ran version {target.Version} of the pipeline '{pipeline.Name}', which is now at version {pipeline.Versions.Count}.");
        }

        if (!RollbackTargets.IsGood(target, stageName) || pipeline.Current.ExecutionMode == "PARALLEL")
        {
            throw new AwsErrorException(
                "UnableToRollbackStageException",
                $"Unable to roll back the stage '{stageName}' of the pipeline '{pipeline.Name}' to the pipeline execution '{target.Id}'.");
        }

        var execution = _engine.RollBack(pipeline, stageName, target, new ExecutionTrigger("ManualRollback", RollbackDetail(call)));
        return new JsonObject { ["pipelineExecutionId"] = execution.Id };
    }

    /// <summary>Writes the trigger of a rollback as AWS does, as JSON in a string.</summary>
    private static string RollbackDetail(ServiceCall call) => new JsonObject { ["AwsUserArn"] = call.CallerArn }.ToJsonString(s_plain);

    /// <summary>Determines whether a later execution ran the stage. In PARALLEL mode executions have no order.</summary>
    private static bool HasLaterExecutionIn(PipelineRecord pipeline, ExecutionRecord execution, string stage) =>
        execution.Declaration.ExecutionMode != "PARALLEL"
        && pipeline.Executions.Exists(later => later.Sequence > execution.Sequence && later.FindStage(stage) is not null);
}
