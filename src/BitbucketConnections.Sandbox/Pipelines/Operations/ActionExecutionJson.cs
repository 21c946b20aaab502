using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
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
            ["input"] = Input(region, action),
            ["output"] = Output(region, action),
        };
        if (!action.IsUnderWay && action.UpdatedBy is { } who)
        {
            json["updatedBy"] = who;
        }

        return json;
    }

    /// <summary>Writes artifacts.</summary>
    /// <param name="artifacts">The artifacts.</param>
    /// <returns>The list.</returns>
    public static JsonArray Artifacts(IEnumerable<StoredArtifact> artifacts) => new([.. artifacts.Select(artifact => new JsonObject
    {
        ["name"] = artifact.Name,
        ["s3location"] = new JsonObject { ["bucket"] = artifact.Bucket, ["key"] = artifact.Key },
    })]);

    private static JsonObject Input(string region, ActionExecutionRecord action)
    {
        var declared = action.Declared;
        var json = new JsonObject
        {
            ["actionTypeId"] = declared.Json["actionTypeId"]!.DeepClone(),
            ["configuration"] = declared.Json["configuration"]?.DeepClone() ?? new JsonObject(),
            ["resolvedConfiguration"] = action.ResolvedConfiguration.DeepClone(),
            ["region"] = declared.Region ?? region,
            ["inputArtifacts"] = Artifacts(action.Inputs),
        };
        if (declared.Namespace is { } name)
        {
            json["namespace"] = name;
        }

        return json;
    }

    private static JsonObject Output(string region, ActionExecutionRecord action)
    {
        var variables = new JsonObject();
        foreach (var variable in action.OutputVariables)
        {
            variables[variable.Key] = variable.Value;
        }

        var output = new JsonObject { ["outputArtifacts"] = Artifacts(action.Outputs), ["outputVariables"] = variables };
        if (!action.IsUnderWay && action.Status != ExecutionStatuses.Abandoned)
        {
            output["executionResult"] = Result(region, action);
        }

        return output;
    }

    // The error has only its code here, as recorded from AWS. Its text is the summary.
    private static JsonObject Result(string region, ActionExecutionRecord action)
    {
        var json = new JsonObject();
        var result = ActionResult.Of(region, action);
        if (action.IsApproval && action.UpdatedBy is not null)
        {
            json["externalExecutionId"] = action.Id;
        }
        else if (result.Id is { } id)
        {
            json["externalExecutionId"] = id;
        }

        if (result.Link is { } link)
        {
            json["externalExecutionUrl"] = link;
        }

        if (action.Log?.StreamArn is { } log)
        {
            json["logStreamARN"] = log;
        }

        if ((action.ErrorMessage ?? result.Summary) is { } summary)
        {
            json["externalExecutionSummary"] = summary;
        }

        if (action.ErrorCode is { } code)
        {
            json["errorDetails"] = new JsonObject { ["code"] = code };
        }

        return json;
    }
}
