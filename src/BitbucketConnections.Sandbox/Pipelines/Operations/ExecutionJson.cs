using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Writes executions for CodePipeline's responses.</summary>
internal static class ExecutionJson
{
    /// <summary>The type of a rollback. AWS returns no type for other executions.</summary>
    public const string Rollback = "ROLLBACK";

    /// <summary>Writes an execution for GetPipelineExecution.</summary>
    /// <param name="pipelineName">The name of the pipeline.</param>
    /// <param name="execution">The execution.</param>
    /// <param name="status">The status to show.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject Detail(string pipelineName, ExecutionRecord execution, string status)
    {
        var json = new JsonObject
        {
            ["pipelineName"] = pipelineName,
            ["pipelineVersion"] = execution.Version,
            ["pipelineExecutionId"] = execution.Id,
            ["status"] = status,
        };
        if (execution.StatusSummary is { } summary)
        {
            json["statusSummary"] = summary;
        }

        json["artifactRevisions"] = new JsonArray([.. execution.Revisions.Select(revision => new JsonObject
        {
            ["name"] = revision.ArtifactName,
            ["revisionId"] = revision.Id,
            ["revisionSummary"] = RevisionSummary(revision),
        })]);
        if (Variables(execution) is { Count: > 0 } variables)
        {
            json["variables"] = variables;
        }

        AddCommon(json, execution);
        return json;
    }

    /// <summary>Writes an execution for ListPipelineExecutions.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="status">The status to show.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject Summary(ExecutionRecord execution, string status)
    {
        var json = new JsonObject { ["pipelineExecutionId"] = execution.Id, ["status"] = status };
        if (execution.StatusSummary is { } summary)
        {
            json["statusSummary"] = summary;
        }

        json["startTime"] = EpochSeconds.Write(execution.Started);

        // Recorded from AWS: not the progress of the execution, only its last change of status.
        json["lastUpdateTime"] = EpochSeconds.Write(status == ExecutionStatuses.InProgress ? execution.Started : execution.Updated);
        json["sourceRevisions"] = new JsonArray([.. execution.Revisions.Select(revision => new JsonObject
        {
            ["actionName"] = revision.ActionName,
            ["revisionId"] = revision.Id,
            ["revisionSummary"] = RevisionSummary(revision),
        })]);
        if (execution.StopReason is { } reason)
        {
            json["stopTrigger"] = new JsonObject { ["reason"] = reason };
        }

        AddCommon(json, execution);
        return json;
    }

    /// <summary>Writes the revision summary of a connection source as AWS does, as JSON in a string.</summary>
    /// <param name="revision">The revision.</param>
    /// <returns>The text.</returns>
    public static string RevisionSummary(SourceRevisionRecord revision) =>
        new JsonObject { ["ProviderType"] = revision.ProviderType, ["CommitMessage"] = revision.Message }.ToJsonString();

    private static void AddCommon(JsonObject json, ExecutionRecord execution)
    {
        json["trigger"] = new JsonObject { ["triggerType"] = execution.Trigger.Type, ["triggerDetail"] = execution.Trigger.Detail };
        json["executionMode"] = execution.Declaration.ExecutionMode;
        if (execution.RollbackTarget is { } target)
        {
            json["executionType"] = Rollback;
            json["rollbackMetadata"] = new JsonObject { ["rollbackTargetPipelineExecutionId"] = target.Id };
        }
    }

    private static JsonArray Variables(ExecutionRecord execution)
    {
        var names = execution.Declaration.Variables.Select(variable => variable.Text("name")!).ToList();

        // An execution without a value for a required variable did not start, and has no variables.
        return names.Exists(name => execution.ValueOf(name) is null)
            ? []
            : new JsonArray([.. JavaHashOrder.Sort(names, name => name).Select(name => new JsonObject { ["name"] = name, ["resolvedValue"] = execution.ValueOf(name) })]);
    }
}
