using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Runs;
using BitbucketConnections.Sandbox.Services;
using BitbucketConnections.Sandbox.State;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>Shows the stages and actions of a pipeline as they stand.</summary>
internal static class StateOperation
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() => [new("GetPipelineState", PipelineShapes.ByName, Get)];

    private static JsonObject Get(ServiceCall call, JsonObject input)
    {
        var pipeline = PipelineLookup.ToUse(call, input.Text("name")!);
        return new JsonObject
        {
            ["pipelineName"] = pipeline.Name,
            ["pipelineVersion"] = pipeline.Versions.Count,
            ["stageStates"] = new JsonArray([.. pipeline.Current.Stages.Select(stage => Stage(pipeline, stage))]),
            ["created"] = EpochSeconds.Write(pipeline.Created),
            ["updated"] = EpochSeconds.Write(pipeline.Updated),
        };
    }

    private static JsonObject Stage(PipelineRecord pipeline, DeclaredStage declared)
    {
        // The newest run that came as far as this stage.
        var run = pipeline.Runs.FindLast(r => r.Stages.Exists(s => s.Name == declared.Name));
        var stage = run?.Stages.Find(s => s.Name == declared.Name);
        var json = new JsonObject
        {
            ["stageName"] = declared.Name,
            ["inboundExecutions"] = new JsonArray(),
            ["inboundTransitionState"] = new JsonObject { ["enabled"] = true },
            ["actionStates"] = new JsonArray([.. declared.Actions.Select(action => Action(action, stage?.Actions.Find(a => a.Name == action.Name)))]),
        };
        if (stage is not null)
        {
            json["latestExecution"] = new JsonObject { ["pipelineExecutionId"] = run!.Id, ["status"] = stage.Status, ["type"] = "STANDARD" };
        }

        return json;
    }

    private static JsonObject Action(DeclaredAction declared, ActionRun? action)
    {
        var json = new JsonObject { ["actionName"] = declared.Name };
        if (action is null)
        {
            return json;
        }

        if (action.Revision is { } revision)
        {
            json["currentRevision"] = new JsonObject { ["revisionId"] = revision.Id };
        }

        var latest = new JsonObject
        {
            ["actionExecutionId"] = action.Id,
            ["status"] = action.Status,
            ["lastStatusChange"] = EpochSeconds.Write(action.Updated),
        };
        if (action.Revision is { } taken)
        {
            latest["summary"] = taken.Summary;
            latest["externalExecutionId"] = taken.Id;
        }

        if (action.ApprovalToken is { } token)
        {
            latest["token"] = token;
        }

        if (action.ErrorCode is { } code)
        {
            latest["errorDetails"] = new JsonObject { ["code"] = code, ["message"] = action.ErrorMessage };
        }

        json["latestExecution"] = latest;
        return json;
    }
}
