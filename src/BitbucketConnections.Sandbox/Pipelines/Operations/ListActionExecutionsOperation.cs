using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles ListActionExecutions, which returns the newest actions first.</summary>
internal static class ListActionExecutionsOperation
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() => [new("ListActionExecutions", PipelineShapes.ListActions, List)];

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var latest = input["filter"]?["latestInPipelineExecution"];
        var id = latest?.Text("pipelineExecutionId") ?? input["filter"]?.Text("pipelineExecutionId");
        var onlyLatest = latest?.Text("startTimeRange") == "Latest";
        return NewestFirstPage.Page(
            input,
            $"actions/{pipeline.Arn}/{id}/{onlyLatest}/",
            "actionExecutionDetails",
            (id is null ? pipeline.Executions : [RequestedPipeline.Execution(pipeline, id)]).SelectMany(execution => Actions(execution, onlyLatest).Select(action => (Execution: execution, Action: action))),
            entry => entry.Action.Sequence,
            entry => ActionExecutionJson.Detail(call.Region, entry.Execution, entry.Action));
    }

    private static IEnumerable<ActionExecutionRecord> Actions(ExecutionRecord execution, bool onlyLatest) =>
        onlyLatest ? execution.Stages.SelectMany(stage => stage.Actions) : execution.History;
}
