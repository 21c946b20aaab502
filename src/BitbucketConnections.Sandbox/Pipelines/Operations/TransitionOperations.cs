using System.Collections.Generic;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles the operations that enable and disable transitions between stages.</summary>
internal static class TransitionOperations
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() =>
    [
        new("EnableStageTransition", PipelineShapes.EnableTransition, (call, input) => Set(call, input, isEnabled: true)),
        new("DisableStageTransition", PipelineShapes.DisableTransition, (call, input) => Set(call, input, isEnabled: false)),
    ];

    private static JsonObject? Set(ServiceCall call, JsonObject input, bool isEnabled)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("pipelineName")!);
        var stage = RequestedPipeline.Stage(pipeline, input.Text("stageName")!);

        // The outbound transition of a stage is the inbound transition of the next. The last stage has none.
        var into = input.Text("transitionType") == "Inbound" ? stage.Name : NameAfter(pipeline, stage.Name);
        if (into is not null)
        {
            pipeline.Transitions[into] = new TransitionRecord(isEnabled, input.Text("reason"), call.CallerArn, call.Now);
        }

        return null;
    }

    private static string? NameAfter(PipelineRecord pipeline, string stage)
    {
        var next = pipeline.Current.PlaceOf(stage) + 1;
        return next < pipeline.Current.Stages.Count ? pipeline.Current.Stages[next].Name : null;
    }
}
