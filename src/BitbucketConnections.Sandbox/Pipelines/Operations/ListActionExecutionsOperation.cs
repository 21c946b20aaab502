using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles ListActionExecutions, which returns the newest actions first. Both filters must match.</summary>
internal static class ListActionExecutionsOperation
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() => [new("ListActionExecutions", PipelineShapes.ListActions, List)];

    private static JsonObject List(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToListActions(call, input.Text("pipelineName")!);
        var only = input["filter"]?.Text("pipelineExecutionId");
        var latest = input["filter"]?["latestInPipelineExecution"];
        IEnumerable<ExecutionRecord> executions = pipeline.Executions;
        if (only is not null)
        {
            executions = [RequestedPipeline.Execution(pipeline, only)];
        }

        var latestId = latest?.Text("pipelineExecutionId");
        if (latestId is not null)
        {
            // AWS writes null instead of the id.
            var execution = pipeline.Executions.Find(e => e.Id == latestId) ?? throw RequestedPipeline.NoExecution(pipeline, "null");
            executions = executions.Where(e => e == execution);
        }

        var range = latest?.Text("startTimeRange") == "Latest" ? "Latest" : "All";
        var list = $"actions/{pipeline.Arn}/{only ?? latestId}/";
        CheckRange(input, list, range);
        return NewestFirstPage.Page(
            input,
            list + range + "/",
            "actionExecutionDetails",
            executions.SelectMany(execution => Actions(execution, range).Select(action => (Execution: execution, Action: action))),
            entry => entry.Action.Sequence,
            entry => ActionExecutionJson.Detail(call.Region, entry.Execution, entry.Action));
    }

    private static IEnumerable<ActionExecutionRecord> Actions(ExecutionRecord execution, string range) =>
        range == "Latest" ? execution.Stages.SelectMany(stage => stage.Actions) : execution.History;

    // AWS fails without a message if the token is of the same execution and the other range.
    private static void CheckRange(JsonObject input, string list, string range)
    {
        if (input.Text("nextToken") is { } token && PageToken.Read(list + (range == "All" ? "Latest/" : "All/"), token) is not null)
        {
            throw new AwsErrorException("InternalFailure", string.Empty, 500);
        }
    }
}
