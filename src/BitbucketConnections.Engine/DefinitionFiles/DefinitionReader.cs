using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Json;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.DefinitionFiles;

/// <summary>
/// Reads a definition in the JSON of the AWS CLI, AWS Tools, ConvertTo-Json or CloudFormation, if it has only one meaning. Other files are errors that name
/// what the file is. What was read in another form than it is written is in a message.
/// </summary>
internal sealed class DefinitionReader
{
    private const string Pipeline = "pipeline";
    private const string Tags = "tags";
    private const int LongestPath = 200;

    // The largest definition that AWS accepts has 500 actions, each with some tens of values.
    private const int MaximumValues = 50_000;

    // More warnings are not read.
    private const int MaximumWarnings = 10;

    // What AWS, AWS Tools and the SDKs add to a response is not part of a definition.
    private static readonly string[] s_ofResponse = ["metadata", "__type", "ResponseMetadata", "ContentLength", "HttpStatusCode", "LoggedAt", "$metadata"];

    private readonly Action<DiagnosticLevel, string> _tell;
    private readonly FileValues _values = new();

    private DefinitionReader(Action<DiagnosticLevel, string> tell) => _tell = tell;

    /// <summary>Reads a definition.</summary>
    /// <param name="json">The text.</param>
    /// <param name="region">The Region of the definition; the JSON has none.</param>
    /// <param name="links">The console's links.</param>
    /// <param name="tell">Writes a message about what was read.</param>
    /// <returns>The definition. The values of enumerations are as in the file.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, id InvalidDefinitionJson or DefinitionFormatNotSupported.</exception>
    public static Pipeline Read(string json, string region, ConsoleLinks links, Action<DiagnosticLevel, string> tell) => new DefinitionReader(tell).Read(json.TrimStart('\uFEFF'), region, links);

    private Pipeline Read(string json, string region, ConsoleLinks links)
    {
        try
        {
            using var document = Parse(json);
            var (root, path) = Root(document.RootElement);
            var (what, declaration, place) = Find(root, path);
            CloudFormationFile.CheckValues(what, declaration, place);
            var isWhole = place != path;
            var tags = ReadTags(root, path) ?? (isWhole ? ReadTags(declaration, place) : null);

            // A definition has no console page.
            var read = PipelineReader.Read(declaration, null, region, links, tags, place, _values) with { ConsoleUrl = null };
            if (isWhole && what is null)
            {
                WarnOfOthers(root, region);
            }

            return Complete(WithoutOthers(read, Member(declaration, nameof(BitbucketConnections.Pipeline.PipelineArn)) is not null), what);
        }
        catch (JsonException wrong)
        {
            throw Invalid(WithPlace(json, wrong));
        }
    }

    // The parser's message can contain the text up to its end, so it is neither shown nor kept.
    private JsonDocument Parse(string json)
    {
        try
        {
            return CheckedJson.Parse(json, default, MaximumValues);
        }
        catch (JsonException)
        {
            // The second attempt below reports what is wrong.
        }

        try
        {
            var document = CheckedJson.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }, MaximumValues);
            _tell(DiagnosticLevel.Verbose, "The definition file has comments or trailing commas. They are ignored.");
            return document;
        }
        catch (JsonException wrong)
        {
            if (JsonPlace.FindDeeper(json, JsonPlace.MaximumDepth) is { } deep)
            {
                throw Invalid($"its objects are nested more than {JsonPlace.MaximumDepth} levels deep, at {Shorten(deep)}");
            }

            throw ForeignText.Recognize(json) ?? (json.TrimStart() is ['{' or '[' or '/' or '"', ..]
                ? Invalid(JsonMistake.Find(json) is var (line, column, expected) ? $"line {line}, position {column}: {expected}" : WithPlace(json, wrong))
                : DefinitionFileErrors.Invalid($"The definition file is not JSON. Get a definition with {DefinitionFileErrors.Commands()}."));
        }
    }

    private (JsonElement Root, string Path) Root(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.String)
        {
            throw DefinitionFileErrors.Foreign("JSON text in quotation marks", "ConvertTo-Json was used for a text that is already JSON. Write the text to the file without ConvertTo-Json.");
        }

        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0)
        {
            return (root, "$");
        }

        if (root.GetArrayLength() > 1)
        {
            throw DefinitionFileErrors.Foreign($"a list of {root.GetArrayLength()} objects", "Write each definition to its own file.");
        }

        _tell(DiagnosticLevel.Verbose, "The definition file is a list of one definition.");
        return (root[0], "$[0]");
    }

    // The members of a template differ from those of the API in case only, with the exceptions that are read below.
    private static (string? What, JsonElement Declaration, string Path) Find(JsonElement root, string path)
    {
        if (CloudFormationFile.Is(root))
        {
            return CloudFormationFile.Find(root, path);
        }

        if (root.ValueKind == JsonValueKind.Object && root.EnumerateObject().Where(member => Is(member, Pipeline)).ToList() is { Count: > 0 } wrapped)
        {
            var inner = wrapped[wrapped.Count - 1];
            if (inner.Value.ValueKind != JsonValueKind.Object || (Member(inner.Value, "name") ?? Member(inner.Value, "stages")) is not null)
            {
                return inner.Value.ValueKind != JsonValueKind.Null ? (null, inner.Value, $"{path}.{inner.Name}") : throw NoPipeline();
            }

            throw NoPipeline();
        }

        return Member(root, "stages") is not null ? (null, root, path) : throw ForeignJson.Recognize(root) ?? NoPipeline();
    }

    private Pipeline Complete(Pipeline read, string? what)
    {
        if (what is not null)
        {
            _tell(
                DiagnosticLevel.Warning,
                $"The definition file is {what}. The properties of its pipeline are read. If a CloudFormation stack owns the pipeline, change the template and not the pipeline, because the next update of the stack can overwrite the change.");
        }

        foreach (var note in _values.Notes)
        {
            _tell(DiagnosticLevel.Verbose, $"Values of the definition file that have another type in AWS's JSON. {note}");
        }

        var complete = ActionTypeDefaults.Apply(read, out var added);
        if (added.Count > 0)
        {
            _tell(DiagnosticLevel.Warning, $"Action types of the definition have no owner or version. These are used: {ShortList.Join(added)}.");
        }

        WarnOfEach(UnknownMembers.Of(complete), path => $"The definition has the unknown member '{path}'. It is sent to AWS unchanged.", "unknown members. They are sent to AWS unchanged");

        return complete;
    }

    private void WarnOfEach(IEnumerable<string> names, Func<string, string> message, string others)
    {
        var all = names.ToList();
        foreach (var name in all.Take(MaximumWarnings))
        {
            _tell(DiagnosticLevel.Warning, message(Shorten(name)));
        }

        if (all.Count > MaximumWarnings)
        {
            _tell(DiagnosticLevel.Warning, $"The definition has {all.Count - MaximumWarnings} more {others}.");
        }
    }

    private static string Shorten(string path) => path.Length <= LongestPath ? path : path.Remove(LongestPath) + "…";

    private void WarnOfOthers(JsonElement root, string region)
    {
        WarnOfEach(
            root.EnumerateObject().Select(member => member.Name).Where(name => !IsKnown(name)),
            name => $"The definition has the unknown member '{name}' outside the pipeline. The member is ignored.",
            "unknown members outside the pipeline. They are ignored");

        if (Member(root, "metadata") is { ValueKind: JsonValueKind.Object } metadata && Member(metadata, "pipelineArn") is { ValueKind: JsonValueKind.String } text
            && Arn.TryParse(text.GetString(), out var arn) && arn.Region != region && arn.Region.Length > 0)
        {
            _tell(DiagnosticLevel.Warning, $"The definition is that of a pipeline in {arn.Region}, and the command uses {region}. To use {arn.Region}, specify -Region {arn.Region}.");
        }
    }

    // Tags are not part of a declaration, and ConvertTo-Json writes all properties of a pipeline object.
    private Pipeline WithoutOthers(Pipeline read, bool isRecord)
    {
        var members = read.AdditionalMembers ?? new Dictionary<string, string>();
        foreach (var property in members.Keys.Where(CloudFormationFile.OwnProperties.ContainsKey))
        {
            _tell(DiagnosticLevel.Warning, $"The property {property} belongs to CloudFormation and is ignored. {CloudFormationFile.OwnProperties[property]}");
        }

        var others = members.Where(member => !member.Key.Equals(Tags, StringComparison.OrdinalIgnoreCase) && !CloudFormationFile.OwnProperties.ContainsKey(member.Key)
            && !(isRecord && typeof(Pipeline).GetProperty(member.Key) is not null)).ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
        return read with { AdditionalMembers = others.Count == 0 ? null : others };
    }

    // A list of keys and values, as AWS has them, or a map, as a pipeline object has it.
    private Dictionary<string, string>? ReadTags(JsonElement json, string path)
    {
        if (Member(json, Tags) is not { ValueKind: not JsonValueKind.Null } tags)
        {
            return null;
        }

        var place = $"{path}.{Tags}";
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        if (tags.ValueKind == JsonValueKind.Object && Member(tags, "key") is null && FileValues.Counted(tags) is null)
        {
            foreach (var tag in tags.EnumerateObject())
            {
                read[tag.Name] = !read.ContainsKey(tag.Name) ? Text(tag.Value, $"{place}.{tag.Name}") : throw Twice($"{place}.{tag.Name}");
            }

            return read;
        }

        IReadOnlyList<(JsonElement Json, string Path)> items = tags.ValueKind == JsonValueKind.Array ? tags.EnumerateArray().Select((tag, i) => (tag, $"{place}[{i}]")).ToList()
            : _values.Elements(tags, place) ?? throw FileValues.OtherType(tags, place, "a list of tags with key and value");
        foreach (var (tag, at) in items)
        {
            // AWS refuses a key that occurs twice, and a user would not see which value applies.
            var key = Text(Member(tag, "key"), at + ".key");
            read[key] = !read.ContainsKey(key) ? Text(Member(tag, "value"), at + ".value") : throw Twice(at + ".key");
        }

        return read;
    }

    private string Text(JsonElement? value, string path) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => string.Empty,
        { ValueKind: JsonValueKind.String } text => FileValues.Whole(text, path),
        { } other => _values.Text(other, path) ?? throw FileValues.OtherType(other, path, "text"),
    };

    private static bool IsKnown(string name) => name.Equals(Pipeline, StringComparison.OrdinalIgnoreCase) || name.Equals(Tags, StringComparison.OrdinalIgnoreCase)
        || s_ofResponse.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool Is(JsonProperty member, string name) => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Member(JsonElement json, string name)
    {
        JsonElement? found = null;
        foreach (var member in json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().ToList() : [])
        {
            found = Is(member, name) ? member.Value : found;
        }

        return found;
    }

    private static JsonException Twice(string path) => new("the tag key occurs twice", path, null, null);

    private static string WithPlace(string json, JsonException wrong) => Place(json, wrong) is { Length: > 0 } place ? $"{place}: {wrong.Message}" : wrong.Message;

    private static string Place(string json, JsonException wrong)
    {
        var place = wrong.LineNumber is { } line ? ((int)line + 1, (int)wrong.BytePositionInLine!.Value + 1) : wrong.Path is null ? null : JsonPlace.Find(json, wrong.Path);
        var text = place is var (number, position) ? $"line {number}, position {position}" : null;
        return string.Join(" ", new[] { text, wrong.Path is null or "$" ? null : $"at {Shorten(wrong.Path)}" }.OfType<string>());
    }

    private static ServiceException NoPipeline() => Invalid($"it contains no pipeline. Get a definition with {DefinitionFileErrors.Commands()}");

    private static ServiceException Invalid(string why) => DefinitionFileErrors.Invalid($"The definition can't be read: {why}.".Replace("..", "."));
}
