using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Executions;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles StopPipelineExecution, which stops after the actions in progress or abandons them.</summary>
internal sealed class StopExecutionOperation
{
    private readonly ExecutionEngine _engine;

    /// <summary>Initializes a new instance of the <see cref="StopExecutionOperation"/> class.</summary>
    /// <param name="engine">Stops executions.</param>
    public StopExecutionOperation(ExecutionEngine engine) => _engine = engine;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<JsonOperation> All() => [new("StopPipelineExecution", PipelineShapes.Stop, Stop)];

    private JsonObject Stop(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var id = input.Text("pipelineExecutionId")!;
        var abandons = input["abandon"]?.GetValue<bool>() ?? false;
        var execution = pipeline.Executions.Find(r => r.Id == id);

        // The model has no not-found error for the execution. AWS also returns this while it abandons the actions.
        if (execution is null || execution.IsEnded || execution.AbandonsAt is not null)
        {
            throw new AwsErrorException(
                "PipelineExecutionNotStoppableException",
                $"The pipeline execution with ID '{id}' in '{pipeline.Name}' can't be stopped now. Either it does not exist in the pipeline, or the pipeline execution has no action executions in progress.");
        }

        if (execution.Status == ExecutionStatuses.Stopping && !abandons)
        {
            throw new AwsErrorException(
                "DuplicatedStopRequestException",
                $"The execution with ID {id} in {pipeline.Name} is already in a stopping state. If you already chose to stop and wait, you cannot make that request again. You can choose to stop and abandon now, but be aware that this option can lead to failed actions. If you already chose to stop and abandon, you cannot make that request again.");
        }

        execution.StopReason = input.Text("reason") is { Length: > 0 } reason ? reason : execution.StopReason;
        _engine.Stop(execution, abandons);
        return new JsonObject { ["pipelineExecutionId"] = execution.Id };
    }
}
