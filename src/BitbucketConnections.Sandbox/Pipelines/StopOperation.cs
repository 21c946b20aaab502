using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Runs;
using BitbucketConnections.Sandbox.Services;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>Stops runs: after the actions under way, or at once and leaving these to themselves.</summary>
internal static class StopOperation
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() => [new("StopPipelineExecution", PipelineShapes.Stop, Stop)];

    private static JsonObject Stop(ServiceCall call, JsonObject input)
    {
        var pipeline = PipelineLookup.ToUse(call, input.Text("pipelineName")!);
        var id = input.Text("pipelineExecutionId")!;
        var abandons = input["abandon"]?.GetValue<bool>() ?? false;
        var run = pipeline.Runs.Find(r => r.Id == id);

        // The model has no not-found error for the run.
        if (run is null || run.IsEnded)
        {
            throw new AwsErrorException(
                "PipelineExecutionNotStoppableException", $"The pipeline execution '{id}' of the pipeline '{pipeline.Name}' can't be stopped: it does not exist or is finished.");
        }

        if (run.Status == RunStatuses.Stopping && !abandons)
        {
            throw new AwsErrorException(
                "DuplicatedStopRequestException", $"The pipeline execution '{id}' of the pipeline '{pipeline.Name}' is already being stopped.");
        }

        run.StopReason = input.Text("reason") ?? run.StopReason ?? string.Empty;
        var stage = run.CurrentStage;
        if (abandons)
        {
            stage?.Actions.FindAll(action => action.IsUnderWay).ForEach(action => action.End(RunStatuses.Abandoned, call.Now));
        }

        var isAtWork = stage?.Actions.Exists(action => action.IsUnderWay) == true;
        var status = isAtWork ? RunStatuses.Stopping : RunStatuses.Stopped;
        if (stage is not null)
        {
            stage.Status = status;
        }

        run.Become(status, call.Now);
        return new JsonObject { ["pipelineExecutionId"] = run.Id };
    }
}
