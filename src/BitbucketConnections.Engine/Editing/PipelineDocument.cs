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

    /// <summary>Sets a member; null leaves it as it is.</summary>
    public static void Set(JsonObject target, string member, string? value)
    {
        if (value is not null)
        {
            target[member] = value;
        }
    }

    /// <summary>Makes the JSON of a stage.</summary>
    public static JsonObject Stage(PipelineStage stage) => Write(Holding(stages: [stage]), "stages").Single();

    /// <summary>Makes the JSON of a trigger.</summary>
    public static JsonObject Trigger(PipelineTrigger trigger) => Write(Holding(triggers: [trigger]), "triggers").Single();

    /// <summary>Makes the JSON of variables.</summary>
    public static IEnumerable<JsonObject> Variables(IReadOnlyList<PipelineVariable> variables) => Write(Holding(variables: variables), "variables");

    private static IEnumerable<JsonObject> Write(Pipeline part, string member) => PipelineJson.Tree(Pipelines.Mapping.DeclarationWriter.Write(part))
        .GetProperty(member).EnumerateArray().Select(item => JsonObject.Create(item.Clone())!);

    // A pipeline that has the part alone.
    private static Pipeline Holding(
        IReadOnlyList<PipelineStage>? stages = null, IReadOnlyList<PipelineTrigger>? triggers = null, IReadOnlyList<PipelineVariable>? variables = null) => new()
    {
        Name = "part", Region = string.Empty, Stages = stages ?? [], Triggers = triggers ?? [], Variables = variables ?? [],
    };
}
