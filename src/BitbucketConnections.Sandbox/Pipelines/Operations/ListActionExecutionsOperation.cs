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
        var filter = HistoryFilter.Read(RequestedPipeline.ToListActions(call, input.Text("pipelineName")!), input, "actions");
        return NewestFirstPage.Page(
            input,
            filter.List,
            "actionExecutionDetails",
            filter.Executions.SelectMany(execution => Actions(execution, filter.IsLatest).Select(action => (Execution: execution, Action: action))),
            entry => entry.Action.Sequence,
            entry => ActionExecutionJson.Detail(call.Region, entry.Execution, entry.Action));
    }

    private static IEnumerable<ActionExecutionRecord> Actions(ExecutionRecord execution, bool isLatest) =>
        isLatest ? execution.Stages.SelectMany(stage => stage.Actions) : execution.History;
}
