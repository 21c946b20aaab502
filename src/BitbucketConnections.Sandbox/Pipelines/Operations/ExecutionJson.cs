using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Pipelines.Records;

namespace BitbucketConnections.Sandbox.Pipelines.Operations;

/// <summary>Writes runs as CodePipeline answers them.</summary>
internal static class ExecutionJson
{
    /// <summary>Writes a run for GetPipelineExecution.</summary>
    /// <param name="pipelineName">The name of the pipeline.</param>
    /// <param name="run">The run.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject Detail(string pipelineName, ExecutionRecord run)
    {
        var json = new JsonObject
        {
            ["pipelineName"] = pipelineName,
            ["pipelineVersion"] = run.Version,
            ["pipelineExecutionId"] = run.Id,
            ["status"] = run.Status,
        };
        if (run.StatusSummary is { } summary)
        {
            json["statusSummary"] = summary;
        }

        json["artifactRevisions"] = new JsonArray([.. run.Revisions.Select(revision => new JsonObject
        {
            ["name"] = revision.ArtifactName,
            ["revisionId"] = revision.Id,
            ["revisionSummary"] = RevisionSummary(revision),
        })]);
        json["variables"] = Variables(run);
        AddCommon(json, run);
        return json;
    }

    /// <summary>Writes a run for ListPipelineExecutions.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject Summary(ExecutionRecord run)
    {
        var json = new JsonObject { ["pipelineExecutionId"] = run.Id, ["status"] = run.Status };
        if (run.StatusSummary is { } summary)
        {
            json["statusSummary"] = summary;
        }

        json["startTime"] = EpochSeconds.Write(run.Started);
        json["lastUpdateTime"] = EpochSeconds.Write(run.Updated);
        json["sourceRevisions"] = new JsonArray([.. run.Revisions.Select(revision => new JsonObject
        {
            ["actionName"] = revision.ActionName,
            ["revisionId"] = revision.Id,
            ["revisionSummary"] = RevisionSummary(revision),
        })]);
        if (run.StopReason is { } reason)
        {
            json["stopTrigger"] = new JsonObject { ["reason"] = reason };
        }

        AddCommon(json, run);
        return json;
    }

    /// <summary>Names the type of a run.</summary>
    /// <param name="run">The run.</param>
    /// <returns><c>STANDARD</c> or <c>ROLLBACK</c>.</returns>
    public static string TypeOf(ExecutionRecord run) => run.RollbackTarget is null ? "STANDARD" : "ROLLBACK";

    /// <summary>Writes what AWS says of the commit of a connection source: JSON in a text.</summary>
    /// <param name="revision">The revision.</param>
    /// <returns>The text.</returns>
    public static string RevisionSummary(SourceRevisionRecord revision) =>
        new JsonObject { ["ProviderType"] = revision.ProviderType, ["CommitMessage"] = revision.Message }.ToJsonString();

    private static void AddCommon(JsonObject json, ExecutionRecord run)
    {
        json["trigger"] = new JsonObject { ["triggerType"] = run.Trigger.Type, ["triggerDetail"] = run.Trigger.Detail };
        json["executionMode"] = run.Declaration.ExecutionMode;
        json["executionType"] = TypeOf(run);
        if (run.RollbackTarget is { } target)
        {
            json["rollbackMetadata"] = new JsonObject { ["rollbackTargetPipelineExecutionId"] = target.Id };
        }
    }

    private static JsonArray Variables(ExecutionRecord run)
    {
        var list = new JsonArray();
        foreach (var variable in run.Declaration.Variables)
        {
            var name = variable.Text("name")!;
            var value = run.Trigger.Variables.TryGetValue(name, out var given) ? given : variable.Text("defaultValue");
            if (value is not null)
            {
                list.Add((JsonNode)new JsonObject { ["name"] = name, ["resolvedValue"] = value });
            }
        }

        return list;
    }
}
