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

/// <summary>Handles the retry of a failed or stopped stage, which continues the same execution, and the rollback of a stage, which starts a new one.</summary>
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
        if (execution is not null)
        {
            LaterExecutions.Refuse(pipeline, execution, stageName);
        }

        var stage = execution?.FindStage(stageName);
        if (execution is null || stage?.Status is not (ExecutionStatuses.Failed or ExecutionStatuses.Stopped) || execution.Version != pipeline.Version)
        {
            throw new AwsErrorException(
                "StageNotRetryableException",
                $"The stage named {stageName} in the {pipeline.Name} pipeline can't be retried now. Either it contains no failed actions, the execution '{id}' is already superseded, or the pipeline definition has changed since the action(s) failed.");
        }

        _engine.Retry(pipeline, execution, stage, input.Text("retryMode") == "FAILED_ACTIONS");
        return new JsonObject { ["pipelineExecutionId"] = execution.Id };
    }

    private JsonObject RollBack(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var stageName = RequestedPipeline.Stage(pipeline, input.Text("stageName")!).Name;
        var id = input.Text("targetPipelineExecutionId")!;
        var target = pipeline.Executions.Find(execution => execution.Id == id)
            ?? throw new AwsErrorException("PipelineExecutionNotFoundException", $"Target Pipeline Execution with id '{id}' does not exist in pipeline with name '{pipeline.Name}'");
        if (target.Version != pipeline.Version)
        {
            throw new AwsErrorException("PipelineExecutionOutdatedException", $"Pipeline '{pipeline.Name}' has been updated since the rollback request was made.");
        }

        // AWS says this of a rollback too, although it succeeded.
        if (!RollbackTargets.IsGood(target, stageName))
        {
            throw new AwsErrorException("UnableToRollbackStageException", $"Target Pipeline Execution with id '{id}' has not completed in stage with name '{stageName}'");
        }

        if (IsInProgress(pipeline, stageName))
        {
            throw new AwsErrorException("UnableToRollbackStageException", $"Pipeline '{pipeline.Name}' cannot start rollback since stage {stageName} is in progress.");
        }

        var execution = _engine.RollBack(pipeline, stageName, target, new ExecutionTrigger("ManualRollback", RollbackDetail(call)));
        return new JsonObject { ["pipelineExecutionId"] = execution.Id };
    }

    /// <summary>Writes the trigger of a rollback as AWS does, as JSON in a string.</summary>
    private static string RollbackDetail(ServiceCall call) => new JsonObject { ["AwsUserArn"] = call.CallerArn }.ToJsonString(s_plain);

    /// <summary>Determines whether an execution is in the stage. In PARALLEL mode executions do not wait for each other.</summary>
    private static bool IsInProgress(PipelineRecord pipeline, string stage) =>
        pipeline.Current.ExecutionMode != "PARALLEL"
        && pipeline.ActiveExecutions.Exists(execution => execution.IsInStage && execution.Stage.Name == stage && !pipeline.IsLeftBehind(execution));
}
