using System;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Json;

namespace BitbucketConnections.Sandbox.Pipelines;

/// <summary>What CodePipeline writes into a declaration when it takes it.</summary>
internal static class PipelineDefaults
{
    /// <summary>Makes the declaration that is kept.</summary>
    /// <param name="declaration">The declaration as sent.</param>
    /// <param name="version">The version it becomes; what was sent is ignored.</param>
    /// <returns>A copy with run orders, artifact lists, sorted configurations, mode, type and version.</returns>
    public static Declaration Fill(Declaration declaration, int version)
    {
        var json = declaration.Json.DeepClone().AsObject();
        foreach (var action in json.Objects("stages").SelectMany(stage => stage.Objects("actions")))
        {
            action["runOrder"] ??= 1;
            action["inputArtifacts"] ??= new JsonArray();
            action["outputArtifacts"] ??= new JsonArray();
            if (action["configuration"] is JsonObject configuration)
            {
                action["configuration"] = Sorted(configuration);
            }
        }

        json["version"] = version;
        json["executionMode"] ??= declaration.ExecutionMode;
        json["pipelineType"] ??= declaration.PipelineType;
        return new Declaration(json);
    }

    private static JsonObject Sorted(JsonObject map)
    {
        var sorted = new JsonObject();
        foreach (var entry in map.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList())
        {
            sorted[entry.Key] = entry.Value?.DeepClone();
        }

        return sorted;
    }
}
