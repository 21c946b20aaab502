using System.Collections.Generic;
using System.Globalization;
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
        var list = $"actions/{pipeline.Arn}/{id}/{onlyLatest}/";
        var before = input.Text("nextToken") is { } token
            ? long.Parse(NextTokens.Read(list, token), CultureInfo.InvariantCulture)
            : long.MaxValue;
        var size = input.Number("maxResults") ?? 100;
        var found = (id is null ? pipeline.Runs : [PipelineLookup.Run(pipeline, id)])
            .SelectMany(run => Actions(run, onlyLatest).Select(action => (Run: run, Action: action)))
            .Where(entry => entry.Action.Sequence < before)
            .OrderByDescending(entry => entry.Action.Sequence)
            .Take(size + 1)
            .ToList();
        var output = new JsonObject
        {
            ["actionExecutionDetails"] = new JsonArray([.. found.Take(size).Select(entry => ActionView.Detail(call.Region, entry.Run, entry.Action))]),
        };
        if (found.Count > size)
        {
            output["nextToken"] = PageToken.Write(list, found[size - 1].Action.Sequence.ToString(CultureInfo.InvariantCulture));
        }

        return output;
    }

    private static IEnumerable<ActionRun> Actions(PipelineRun run, bool onlyLatest) =>
        onlyLatest ? run.Stages.SelectMany(stage => stage.Actions) : run.History;
}
