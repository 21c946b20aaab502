using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>
/// Writes the AWS CLI's JSON of a pipeline: the output of <c>get-pipeline</c> and the input of <c>create-pipeline --cli-input-json</c>.
/// </summary>
internal static class DefinitionJson
{
    private static readonly JsonSerializerOptions s_indented = new(JsonSerializerOptions.Default) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Pipeline pipeline)
    {
        var json = new JsonObject { ["pipeline"] = RecordWriter.Write(pipeline) };
        if (Tags(pipeline.Tags) is { } tags)
        {
            json["tags"] = tags;
        }

        return Indent(json);
    }

    /// <summary>Writes tags in AWS's format; null for none.</summary>
    public static JsonArray? Tags(IReadOnlyDictionary<string, string>? tags) => tags is not { Count: > 0 }
        ? null
        : new JsonArray([.. tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]);

    /// <summary>Writes a JSON tree with the format that this class uses for pipelines.</summary>
    public static string Indent(JsonNode json) => json.ToJsonString(s_indented).Replace("\r\n", "\n");
}
