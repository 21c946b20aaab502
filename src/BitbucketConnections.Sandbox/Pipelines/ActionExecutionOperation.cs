using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Runs;
using BitbucketConnections.Sandbox.Services;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>Lists the actions that were run, newest first.</summary>
internal static class ActionExecutionOperation
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() => [new("ListActionExecutions", PipelineShapes.ListActions, List)];

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var pipeline = PipelineLookup.ToUse(call, input.Text("pipelineName")!);
        var latest = input["filter"]?["latestInPipelineExecution"];
        var id = latest?.Text("pipelineExecutionId") ?? input["filter"]?.Text("pipelineExecutionId");
        var onlyLatest = latest?.Text("startTimeRange") == "Latest";
        return NewestFirst.Page(
            input,
            $"actions/{pipeline.Arn}/{id}/{onlyLatest}/",
            "actionExecutionDetails",
            (id is null ? pipeline.Runs : [PipelineLookup.Run(pipeline, id)]).SelectMany(run => Actions(run, onlyLatest).Select(action => (Run: run, Action: action))),
            entry => entry.Action.Sequence,
            entry => ActionView.Detail(call.Region, entry.Run, entry.Action));
    }

    private static IEnumerable<ActionRun> Actions(PipelineRun run, bool onlyLatest) =>
        onlyLatest ? run.Stages.SelectMany(stage => stage.Actions) : run.History;
}
