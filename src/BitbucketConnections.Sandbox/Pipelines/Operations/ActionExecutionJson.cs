using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Declarations;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Writes action executions for the response of ListActionExecutions.</summary>
internal static class ActionExecutionJson
{
    /// <summary>Writes an action.</summary>
    /// <param name="region">The pipeline's Region.</param>
    /// <param name="execution">The execution of the action.</param>
    /// <param name="action">The action.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject Detail(string region, ExecutionRecord execution, ActionExecutionRecord action)
    {
        var json = new JsonObject
        {
            ["pipelineExecutionId"] = execution.Id,
            ["actionExecutionId"] = action.Id,
            ["pipelineVersion"] = execution.Version,
            ["stageName"] = action.StageName,
            ["actionName"] = action.Name,
            ["startTime"] = EpochSeconds.Write(action.Started),
            ["lastUpdateTime"] = EpochSeconds.Write(action.Updated),
            ["status"] = action.Status,
            ["input"] = Input(region, action.Declared),
            ["output"] = Output(action),
        };
        if (action.UpdatedBy is { } who)
        {
            json["updatedBy"] = who;
        }

        return json;
    }

    /// <summary>Writes the error details of an action.</summary>
    /// <param name="action">The action.</param>
    /// <returns>The JSON; null for an action without an error.</returns>
    public static JsonObject? Error(ActionExecutionRecord action) => action.ErrorCode is { } code
        ? new JsonObject { ["code"] = code, ["message"] = action.ErrorMessage }
        : null;

    private static JsonObject Input(string region, DeclaredAction declared)
    {
        var configuration = declared.Json["configuration"];
        var json = new JsonObject
        {
            ["actionTypeId"] = declared.Json["actionTypeId"]!.DeepClone(),
            ["configuration"] = configuration?.DeepClone() ?? new JsonObject(),
            ["resolvedConfiguration"] = configuration?.DeepClone() ?? new JsonObject(),
            ["region"] = declared.Region ?? region,
            ["inputArtifacts"] = Artifacts(declared.Inputs),
        };
        if (declared.Json.Text("namespace") is { } name)
        {
            json["namespace"] = name;
        }

        return json;
    }

    private static JsonObject Output(ActionExecutionRecord action)
    {
        var result = new JsonObject();
        if (action.Revision is { } revision)
        {
            result["externalExecutionId"] = revision.Id;
            result["externalExecutionSummary"] = ExecutionJson.RevisionSummary(revision);
        }
        else if (action.IsApproval && action.UpdatedBy is not null)
        {
            result["externalExecutionId"] = action.Id;
        }

        if (action.Summary is { } summary)
        {
            result["externalExecutionSummary"] = summary;
        }

        if (Error(action) is { } error)
        {
            result["errorDetails"] = error;
        }

        var output = new JsonObject
        {
            ["outputArtifacts"] = Artifacts(action.Status == ExecutionStatuses.Succeeded ? action.Declared.Outputs : []),
            ["outputVariables"] = Variables(action),
        };
        if (!action.IsUnderWay && action.Status != ExecutionStatuses.Abandoned)
        {
            output["executionResult"] = result;
        }

        return output;
    }

    private static JsonArray Artifacts(IEnumerable<string> names) => new([.. names.Select(name => new JsonObject { ["name"] = name })]);

    private static JsonObject Variables(ActionExecutionRecord action) => action.Revision is not { } revision
        ? []
        : new JsonObject
        {
            ["AuthorDate"] = Iso8601.Write(action.Updated),
            ["BranchName"] = revision.Branch,
            ["CommitId"] = revision.Id,
            ["CommitMessage"] = revision.Message,
            ["ConnectionArn"] = action.Declared.Configuration("ConnectionArn"),
            ["FullRepositoryName"] = action.Declared.Configuration("FullRepositoryId"),
        };
}
