using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Pipelines.Json;

namespace BitbucketConnections.Engine.Editing;

/// <summary>The declaration of a pipeline as JSON, with all that AWS ever put in it.</summary>
internal sealed class PipelineDocument
{
    public PipelineDocument(JsonObject json) => Json = json;

    public JsonObject Json { get; }

    public int Version => (int?)Json["version"] ?? 0;

    public JsonArray Stages => Json["stages"] as JsonArray ?? throw new InvalidOperationException("A pipeline without stages was read.");

    public IEnumerable<JsonObject> StageObjects => Stages.OfType<JsonObject>();

    /// <summary>Gets the source actions, in their order.</summary>
    public IEnumerable<JsonObject> Sources => StageObjects.SelectMany(Actions).Where(action => (string?)action["actionTypeId"]?["category"] == "Source");

    public PipelineDocument Copy() => new((JsonObject)Json.DeepClone());

    public static string NameOf(JsonObject part) => (string?)part["name"] ?? string.Empty;

    public static IEnumerable<JsonObject> Actions(JsonObject stage) => (stage["actions"] as JsonArray ?? []).OfType<JsonObject>();

    public static bool IsConnectionSource(JsonObject action) => (string?)action["actionTypeId"]?["provider"] == PipelineSource.Provider;

    public static JsonObject ConfigurationOf(JsonObject action)
    {
        if (action["configuration"] is not JsonObject configuration)
        {
            action["configuration"] = configuration = [];
        }

        return configuration;
    }

    /// <summary>Makes the JSON of a part that the module's models hold.</summary>
    /// <param name="part">A pipeline that has the part alone.</param>
    /// <param name="member">The member of the declaration that it becomes.</param>
    public static IReadOnlyList<JsonObject> Write(Pipeline part, string member)
    {
        var tree = PipelineJson.Tree(Pipelines.Mapping.DeclarationWriter.Write(part));
        return tree.TryGetProperty(member, out var list) ? list.EnumerateArray().Select(item => JsonObject.Create(item.Clone())!).ToList() : [];
    }

    /// <summary>Makes the pipeline that holds a part alone.</summary>
    public static Pipeline Holding(IReadOnlyList<PipelineStage>? stages = null, PipelineTrigger? trigger = null, IReadOnlyList<PipelineVariable>? variables = null) => new()
    {
        Name = "part", Region = string.Empty, Stages = stages ?? [], Triggers = trigger is null ? [] : [trigger], Variables = variables ?? [],
    };
}
