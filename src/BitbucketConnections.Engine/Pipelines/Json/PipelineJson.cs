using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.CodePipeline.Model;
using BitbucketConnections.Engine.Links;
using BitbucketConnections.Engine.Pipelines.Mapping;
using ModelTag = Amazon.CodePipeline.Model.Tag;

namespace BitbucketConnections.Engine.Pipelines.Json;

/// <summary>
/// The AWS CLI's JSON of a pipeline: what <c>get-pipeline</c> prints and <c>create-pipeline --cli-input-json</c> takes.
/// </summary>
internal static class PipelineJson
{
    private static readonly string[] s_places = [" Path:", " LineNumber:"];
    private static readonly JsonSerializerOptions s_indented = new(JsonSerializerOptions.Default) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly DeclarationJson s_json = new(DeclarationJson.MakeOptions());

    public static string Write(Pipeline pipeline) => Serialize(new PipelineEnvelope
    {
        Pipeline = DeclarationWriter.Write(pipeline),
        Tags = pipeline.Tags is { Count: > 0 } tags ? tags.Select(tag => new ModelTag { Key = tag.Key, Value = tag.Value }).ToList() : null,
    }).Replace("\r\n", "\n");

    /// <summary>Writes a tree as this class writes pipelines.</summary>
    public static string Indent(JsonNode json) => json.ToJsonString(s_indented).Replace("\r\n", "\n");

    /// <summary>Makes the tree of a declaration.</summary>
    public static JsonElement Tree(PipelineDeclaration declaration) => JsonSerializer.SerializeToElement(declaration, s_json.PipelineDeclaration);

    /// <summary>Reads a definition.</summary>
    /// <param name="json">The text.</param>
    /// <param name="region">The Region the definition is for; JSON has none.</param>
    /// <param name="links">The console's links.</param>
    /// <param name="unknown">The paths of members that are not known and are left out.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, id InvalidDefinitionJson.</exception>
    public static Pipeline Read(string json, string region, ConsoleLinks links, out IReadOnlyList<string> unknown)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            JsonMembers.RefuseNullItems(root);
            var envelope = IsEnvelope(root)
                ? JsonSerializer.Deserialize(json, s_json.PipelineEnvelope)
                : new PipelineEnvelope { Pipeline = JsonSerializer.Deserialize(json, s_json.PipelineDeclaration) };
            if (envelope?.Pipeline is not { } declaration || (declaration.Name is null && declaration.Stages is null))
            {
                throw Invalid("it holds no pipeline; expected what 'aws codepipeline get-pipeline' prints");
            }

            var known = IsEnvelope(root) ? JsonSerializer.SerializeToElement(envelope, s_json.PipelineEnvelope) : Tree(declaration);
            unknown = JsonMembers.Missing(root, known).ToList();
            return Read(declaration, envelope.Tags, region, links);
        }
        catch (JsonException wrong)
        {
            throw Invalid($"{Place(wrong)}: {Reason(wrong)}", wrong);
        }
    }

    /// <summary>Reads a pipeline as AWS answered it.</summary>
    /// <param name="pipeline">The declaration.</param>
    /// <param name="metadata">The metadata, or null.</param>
    /// <param name="region">The Region it was read in.</param>
    /// <param name="links">The console's links.</param>
    /// <returns>The pipeline.</returns>
    /// <exception cref="ServiceException">Kind UnexpectedResponse: a member is of another type than the model says.</exception>
    public static Pipeline Read(JsonObject pipeline, JsonObject? metadata, string region, ConsoleLinks links)
    {
        try
        {
            var known = new PipelineMetadata
            {
                PipelineArn = (string?)metadata?["pipelineArn"], Created = Time(metadata?["created"]), Updated = Time(metadata?["updated"]),
            };
            return DeclarationReader.Read(pipeline.Deserialize(s_json.PipelineDeclaration)!, known, region, links);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new ServiceException(ServiceErrorKind.UnexpectedResponse, $"The pipeline that AWS answered can't be read: {wrong.Message}", wrong);
        }
    }

    // Seconds since 1970, with a fraction.
    private static DateTime? Time(JsonNode? seconds) =>
        (double?)seconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds((long)(value * 1000)).UtcDateTime : null;

    // A definition has no page, whatever its name.
    private static Pipeline Read(PipelineDeclaration declaration, List<ModelTag>? tags, string region, ConsoleLinks links) =>
        DeclarationReader.Read(declaration, null, region, links, Tags(tags)) with { ConsoleUrl = null };

    private static Dictionary<string, string>? Tags(List<ModelTag>? tags)
    {
        if (tags is null)
        {
            return null;
        }

        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            read[tag.Key ?? string.Empty] = tag.Value ?? string.Empty;
        }

        return read;
    }

    private static bool IsEnvelope(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("pipeline", out _);

    private static string Serialize(PipelineEnvelope envelope) => JsonSerializer.Serialize(envelope, s_json.PipelineEnvelope);

    private static string Place(JsonException wrong)
    {
        var line = wrong.LineNumber is null ? null : $"line {wrong.LineNumber + 1}, position {wrong.BytePositionInLine + 1}";
        var member = wrong.Path is null or "$" ? null : $"at {wrong.Path}";
        return string.Join(" ", new[] { line, member }.OfType<string>());
    }

    // The serializer's own text names .NET types and repeats the place.
    private static string Reason(JsonException wrong) => wrong.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
        ? "the value is of another type than the member takes"
        : wrong.Message.Split(s_places, StringSplitOptions.None)[0];

    private static ServiceException Invalid(string why, Exception? inner = null)
    {
        var finding = new Finding("InvalidDefinitionJson", $"The definition can't be read: {why}.".Replace("..", "."));
        return new ServiceException(ServiceErrorKind.InvalidInput, finding.Message, inner) { ErrorCode = finding.Id, Findings = [finding] };
    }
}

/// <summary>The outer object of the AWS CLI's JSON.</summary>
internal sealed class PipelineEnvelope
{
    public PipelineDeclaration? Pipeline { get; set; }

    /// <summary>Gets or sets what AWS adds in an answer; it is read over and never written.</summary>
    public JsonElement? Metadata { get; set; }

    public List<ModelTag>? Tags { get; set; }
}

/// <summary>The source-generated types of the AWS CLI's JSON.</summary>
[JsonSerializable(typeof(PipelineEnvelope))]
[JsonSerializable(typeof(PipelineDeclaration))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class DeclarationJson : JsonSerializerContext
{
    public static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        foreach (var converter in ConstantConverters.All())
        {
            options.Converters.Add(converter);
        }

        return options;
    }
}
