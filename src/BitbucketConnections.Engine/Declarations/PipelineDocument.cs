using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Declarations;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>The declaration of a pipeline as JSON, including unknown members.</summary>
internal sealed class PipelineDocument
{
    public PipelineDocument(JsonObject json) => Json = json;

    public PipelineDocument(JsonElement json)
        : this(JsonObject.Create(json)!)
    {
    }

    public JsonObject Json { get; }

    public int Version => (int?)Json["version"] ?? 0;

    public JsonArray Stages => Json["stages"] as JsonArray ?? throw new InvalidOperationException("The pipeline has no stages.");

    public IEnumerable<JsonObject> StageObjects => Stages.OfType<JsonObject>();

    /// <summary>Gets the source actions, in their order.</summary>
    public IEnumerable<JsonObject> Sources => StageObjects.SelectMany(Actions).Where(action => (string?)action["actionTypeId"]?["category"] == "Source");

    /// <summary>Reads the document as a pipeline.</summary>
    /// <exception cref="ServiceException">Kind UnexpectedResponse: a member does not have the type of the API model.</exception>
    public Pipeline Read(JsonElement? metadata, string region, ConsoleLinks links) =>
        PipelineReader.ReadAnswer(JsonSerializer.SerializeToElement(Json, DocumentJson.Default.JsonObject), metadata, region, links);

    public PipelineDocument Copy() => new((JsonObject)Json.DeepClone());

    public static string NameOf(JsonObject part) => (string?)part["name"] ?? string.Empty;

    public static IEnumerable<JsonObject> Actions(JsonObject stage) => (stage["actions"] as JsonArray ?? []).OfType<JsonObject>();

    public static bool IsConnectionSource(JsonObject action) => (string?)action["actionTypeId"]?["provider"] == PipelineSource.Provider;

    /// <summary>Gets the name of the source action of a trigger.</summary>
    public static string? SourceOf(JsonObject trigger) => (string?)trigger["gitConfiguration"]?["sourceActionName"];

    public static JsonObject ConfigurationOf(JsonObject action)
    {
        if (action["configuration"] is not JsonObject configuration)
        {
            action["configuration"] = configuration = [];
        }

        return configuration;
    }

    /// <summary>Sets a member; null leaves it unchanged.</summary>
    public static void Set(JsonObject target, string member, string? value)
    {
        if (value is not null)
        {
            target[member] = value;
        }
    }

    /// <summary>Writes a stage as JSON.</summary>
    public static JsonObject Stage(PipelineStage stage) => RecordWriter.Write(DeclarationTable.Stage, stage);

    /// <summary>Writes a trigger as JSON.</summary>
    public static JsonObject Trigger(PipelineTrigger trigger) => RecordWriter.Write(DeclarationTable.Trigger, trigger);

    /// <summary>Writes variables as JSON.</summary>
    public static IEnumerable<JsonObject> Variables(IReadOnlyList<PipelineVariable> variables) =>
        variables.Select(variable => RecordWriter.Write(DeclarationTable.Variable, variable));
}
