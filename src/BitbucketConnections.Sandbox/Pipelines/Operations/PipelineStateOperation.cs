using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Json;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Handles GetPipelineState, which returns the current state of stages and actions.</summary>
internal static class PipelineStateOperation
{
    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public static IEnumerable<JsonOperation> All() => [new("GetPipelineState", PipelineShapes.ByName, Get)];

    private static JsonObject Get(ServiceCall call, JsonObject input)
    {
        var pipeline = RequestedPipeline.ToUse(call, input.Text("name")!);

        // In PARALLEL mode a stage has no latest execution, and AWS returns no stages at all.
        IEnumerable<DeclaredStage> stages = pipeline.Current.ExecutionMode == "PARALLEL" ? [] : pipeline.Current.Stages;
        return new JsonObject
        {
            ["pipelineName"] = pipeline.Name,
            ["pipelineVersion"] = pipeline.Version,
            ["stageStates"] = new JsonArray([.. stages.Select(stage => Stage(pipeline, stage, call))]),
            ["created"] = EpochSeconds.Write(pipeline.Created),
            ["updated"] = EpochSeconds.Write(pipeline.Updated),
        };
    }

    private static JsonObject Stage(PipelineRecord pipeline, DeclaredStage declared, ServiceCall call)
    {
        // The newest execution that reached this stage.
        var execution = pipeline.Executions.FindLast(r => r.FindStage(declared.Name) is not null);
        var stage = execution?.FindStage(declared.Name);
        var timing = ResponseTiming.Of(call.State.Options);
        var inbound = pipeline.ActiveExecutions
            .Where(r => !r.IsInStage && r.Stage.Name == declared.Name && !pipeline.IsLeftBehind(r))
            .OrderBy(r => r.Sequence)
            .Select(r => Execution(r, ExecutionStatuses.InProgress))
            .ToList();
        var json = new JsonObject { ["stageName"] = declared.Name };
        if (inbound.Count > 0)
        {
            json["inboundExecution"] = inbound[0].DeepClone();
        }

        json["inboundExecutions"] = new JsonArray([.. inbound]);
        json["inboundTransitionState"] = Transition(pipeline.TransitionInto(declared.Name));
        json["actionStates"] = new JsonArray([.. declared.Actions.Select(action => Action(pipeline, execution, action, stage?.Actions.Find(a => a.Name == action.Name && timing.IsShown(a, call.Now))))]);
        if (stage is not null)
        {
            json["latestExecution"] = Execution(execution!, stage.Status);
            AddRetries(json, stage);
            foreach (var condition in stage.Conditions)
            {
                json[condition.Gate + "ConditionState"] = RuleExecutionJson.State(condition);
            }
        }

        return json;
    }

    private static JsonObject Execution(ExecutionRecord execution, string status)
    {
        var json = new JsonObject { ["pipelineExecutionId"] = execution.Id, ["status"] = status };
        if (execution.RollbackTarget is not null)
        {
            json["type"] = ExecutionJson.Rollback;
        }

        return json;
    }

    private static JsonObject Transition(TransitionRecord transition)
    {
        var json = new JsonObject { ["enabled"] = transition.IsEnabled };
        if (transition.ChangedAt is { } at)
        {
            json["lastChangedBy"] = transition.ChangedBy;
            json["lastChangedAt"] = EpochSeconds.Write(at);
        }

        if (transition.Reason is { } reason)
        {
            json["disabledReason"] = reason;
        }

        return json;
    }

    private static void AddRetries(JsonObject json, StageExecutionRecord stage)
    {
        if (stage.AutomatedRetries + stage.ManualRetries == 0)
        {
            return;
        }

        var retries = new JsonObject { ["latestRetryTrigger"] = stage.WasRetriedByCondition ? "AutomatedStageRetry" : "ManualStageRetry" };
        if (stage.AutomatedRetries > 0)
        {
            retries["autoStageRetryAttempt"] = stage.AutomatedRetries;
        }

        if (stage.ManualRetries > 0)
        {
            retries["manualStageRetryAttempt"] = stage.ManualRetries;
        }

        json["retryStageMetadata"] = retries;
    }

    private static JsonObject Action(PipelineRecord pipeline, ExecutionRecord? execution, DeclaredAction declared, ActionExecutionRecord? action)
    {
        var json = new JsonObject { ["actionName"] = declared.Name };
        if (action?.Revision is { } revision)
        {
            json["currentRevision"] = new JsonObject { ["revisionId"] = revision.Id };
        }

        if (action is not null)
        {
            json["latestExecution"] = Latest(pipeline, execution!, action);
        }

        if (ActionLinks.Entity(pipeline.Region, declared) is { } entity)
        {
            json["entityUrl"] = entity;
        }

        if (action?.Revision is { } taken && ActionLinks.Revision(pipeline.Region, declared, taken.Id) is { } link)
        {
            json["revisionUrl"] = link;
        }

        return json;
    }

    private static JsonObject Latest(PipelineRecord pipeline, ExecutionRecord execution, ActionExecutionRecord action)
    {
        // An approval of an older definition shows as failed here, although the execution history shows another status.
        var isDead = action.IsApproval && action.IsUnderWay && action.Response is null && pipeline.IsLeftBehind(execution);
        var latest = new JsonObject { ["actionExecutionId"] = action.Id, ["status"] = isDead ? ExecutionStatuses.Failed : action.Response?.Status ?? action.Status };
        if (isDead || (action.IsApproval && action.Status == ExecutionStatuses.Abandoned))
        {
            latest["summary"] = ActionExecutionRecord.EndedApproval;
            return latest;
        }

        if (action.IsApproval && action.IsUnderWay && action.Response is null)
        {
            latest["token"] = action.Id;
            return latest;
        }

        latest["lastStatusChange"] = EpochSeconds.Write(action.Response?.At ?? action.Updated);
        if (action.ErrorCode is { } code)
        {
            latest["errorDetails"] = new JsonObject { ["code"] = code, ["message"] = action.ErrorMessage };
        }

        if (action.UpdatedBy is { } who)
        {
            latest["lastUpdatedBy"] = who;
        }

        var result = ActionResult.Of(pipeline.Region, action);
        if (result.Summary is { } summary)
        {
            latest["summary"] = summary;
        }

        if (result.Id is { } id)
        {
            latest["externalExecutionId"] = id;
        }

        if (result.Link is { } link)
        {
            latest["externalExecutionUrl"] = link;
        }

        if (action.Log?.StreamArn is { } log)
        {
            latest["logStreamARN"] = log;
        }

        return latest;
    }
}
