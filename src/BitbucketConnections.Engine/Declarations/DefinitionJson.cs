using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>
/// The AWS CLI's JSON of a pipeline: the output of <c>get-pipeline</c> and the input of <c>create-pipeline --cli-input-json</c>, with or without the
/// outer object.
/// </summary>
internal static class DefinitionJson
{
    // The limit of the parser.
    private const int MaximumDepth = 64;
    private const int LongestPath = 200;

    // Members that AWS adds to a response are not part of a definition.
    private static readonly string[] s_readOver = ["metadata", "__type"];
    private static readonly string[] s_places = [" Path:", " LineNumber:"];
    private static readonly Regex s_literal = new(@"\A'.{2,}' is\b", RegexOptions.CultureInvariant | RegexOptions.Singleline);
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

    /// <summary>Reads a definition.</summary>
    /// <param name="json">The text.</param>
    /// <param name="region">The Region of the definition; the JSON has none.</param>
    /// <param name="links">The console's links.</param>
    /// <param name="leftOut">The names of unknown members outside the pipeline.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, id InvalidDefinitionJson.</exception>
    public static Pipeline Read(string json, string region, ConsoleLinks links, out IReadOnlyList<string> leftOut)
    {
        try
        {
            using var document = Parse(json);
            var root = document.RootElement;
            var isWhole = Member(root, "pipeline") is not null;
            var pipeline = Member(root, "pipeline") ?? root;
            if (pipeline.ValueKind == JsonValueKind.Null || (Member(pipeline, "name") ?? Member(pipeline, "stages")) is null)
            {
                throw Invalid("it contains no pipeline. Expected the output of Export-BitbucketPipeline -Format Json or of 'aws codepipeline get-pipeline'");
            }

            // ConvertTo-Json writes all properties of a pipeline object.
            var isRecord = !isWhole && Member(root, nameof(Pipeline.PipelineArn)) is not null;
            leftOut = isWhole ? root.EnumerateObject().Select(member => member.Name).Where(name => !IsKnown(name)).ToList() : [];

            // A definition has no console page.
            var tags = isWhole ? ReadTags(root) : isRecord ? ReadTagMap(root) : null;
            var read = PipelineReader.Read(pipeline, null, region, links, tags, isWhole ? "$.pipeline" : "$") with { ConsoleUrl = null };
            return isRecord ? WithoutProperties(read) : read;
        }
        catch (JsonException wrong)
        {
            throw Invalid($"{Place(json, wrong)}: {Reason(wrong)}", wrong);
        }
    }

    // The parser's message can contain the text up to its end, so it is neither shown nor kept.
    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException wrong)
        {
            if (JsonPlace.FindDeeper(json, MaximumDepth) is { } deep)
            {
                throw Invalid($"its objects are nested more than {MaximumDepth} levels deep, at {(deep.Length <= LongestPath ? deep : deep.Remove(LongestPath) + "…")}");
            }

            throw json.TrimStart() is ['{' or '[', ..]
                ? Invalid($"{Place(json, wrong)}: {s_literal.Replace(Reason(wrong), "the text is")}")
                : Refused("The definition file is not JSON: specify a file of Export-BitbucketPipeline -Format Json or of 'aws codepipeline get-pipeline'.");
        }
    }

    private static string Reason(JsonException wrong) => wrong.Message.Split(s_places, StringSplitOptions.None)[0];

    private static bool IsKnown(string name) => name.Equals("pipeline", StringComparison.OrdinalIgnoreCase) || name.Equals("tags", StringComparison.OrdinalIgnoreCase)
        || s_readOver.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static JsonElement? Member(JsonElement json, string name)
    {
        JsonElement? found = null;
        foreach (var member in json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().ToList() : [])
        {
            found = member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) ? member.Value : found;
        }

        return found;
    }

    private static Dictionary<string, string>? ReadTags(JsonElement root)
    {
        if (Member(root, "tags") is not { ValueKind: not JsonValueKind.Null } list)
        {
            return null;
        }

        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (tag, i) in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select((tag, i) => (tag, i)) : throw OtherType("$.tags"))
        {
            tags[Text(Member(tag, "key"), $"$.tags[{i}].key")] = Text(Member(tag, "value"), $"$.tags[{i}].value");
        }

        return tags;
    }

    private static Dictionary<string, string>? ReadTagMap(JsonElement root) => Member(root, "tags") switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().ToDictionary(tag => tag.Name, tag => Text(tag.Value, $"$.tags.{tag.Name}"), StringComparer.Ordinal),
        _ => throw OtherType("$.tags"),
    };

    private static Pipeline WithoutProperties(Pipeline read)
    {
        var others = (read.AdditionalMembers ?? new Dictionary<string, string>()).Where(member => typeof(Pipeline).GetProperty(member.Key) is null).ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
        return read with { AdditionalMembers = others.Count == 0 ? null : others };
    }

    private static string Text(JsonElement? value, string path) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => string.Empty,
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        _ => throw OtherType(path),
    };

    private static JsonException OtherType(string path) => new("the value has the wrong type for this member", path, null, null);

    private static string Place(string json, JsonException wrong)
    {
        var place = wrong.LineNumber is { } line ? ((int)line + 1, (int)wrong.BytePositionInLine!.Value + 1) : wrong.Path is null ? null : JsonPlace.Find(json, wrong.Path);
        var text = place is var (number, position) ? $"line {number}, position {position}" : null;
        return string.Join(" ", new[] { text, wrong.Path is null or "$" ? null : $"at {wrong.Path}" }.OfType<string>());
    }

    private static ServiceException Invalid(string why, Exception? inner = null) => Refused($"The definition can't be read: {why}.".Replace("..", "."), inner);

    private static ServiceException Refused(string message, Exception? inner = null)
    {
        var finding = new Finding("InvalidDefinitionJson", message);
        return new ServiceException(ServiceErrorKind.InvalidInput, finding.Message, inner) { Condition = finding.Id, Findings = [finding] };
    }
}
