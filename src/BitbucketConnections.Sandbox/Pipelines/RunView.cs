using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Json;
using BitbucketConnections.Sandbox.Runs;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>Writes runs as CodePipeline answers them.</summary>
internal static class RunView
{
    /// <summary>Writes a run for GetPipelineExecution.</summary>
    /// <param name="pipelineName">The name of the pipeline.</param>
    /// <param name="run">The run.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject Detail(string pipelineName, PipelineRun run)
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

        json["artifactRevisions"] = new JsonArray([.. Revisions(run).Select(revision => new JsonObject
        {
            ["name"] = revision.ArtifactName,
            ["revisionId"] = revision.Id,
            ["revisionSummary"] = revision.Summary,
        })]);
        json["variables"] = Variables(run);
        AddCommon(json, run);
        return json;
    }

    /// <summary>Writes a run for ListPipelineExecutions.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The JSON.</returns>
    public static JsonObject Summary(PipelineRun run)
    {
        var json = new JsonObject { ["pipelineExecutionId"] = run.Id, ["status"] = run.Status };
        if (run.StatusSummary is { } summary)
        {
            json["statusSummary"] = summary;
        }

        json["startTime"] = EpochSeconds.Write(run.Started);
        json["lastUpdateTime"] = EpochSeconds.Write(run.Updated);
        json["sourceRevisions"] = new JsonArray([.. Revisions(run).Select(revision => new JsonObject
        {
            ["actionName"] = revision.ActionName,
            ["revisionId"] = revision.Id,
            ["revisionSummary"] = revision.Summary,
        })]);
        AddCommon(json, run);
        return json;
    }

    private static void AddCommon(JsonObject json, PipelineRun run)
    {
        json["trigger"] = new JsonObject { ["triggerType"] = run.TriggerType, ["triggerDetail"] = run.TriggerDetail };
        json["executionMode"] = run.Declaration.ExecutionMode;
        json["executionType"] = "STANDARD";
    }

    private static IEnumerable<SourceRevisionTaken> Revisions(PipelineRun run) =>
        run.Stages.SelectMany(stage => stage.Actions).Select(action => action.Revision).OfType<SourceRevisionTaken>();

    private static JsonArray Variables(PipelineRun run)
    {
        var list = new JsonArray();
        foreach (var variable in run.Declaration.Variables)
        {
            var name = variable.Text("name")!;
            var value = run.GivenVariables.TryGetValue(name, out var given) ? given : variable.Text("defaultValue");
            if (value is not null)
            {
                list.Add((JsonNode)new JsonObject { ["name"] = name, ["resolvedValue"] = value });
            }
        }

        return list;
    }
}
