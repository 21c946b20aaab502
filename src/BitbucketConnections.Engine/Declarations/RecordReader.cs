using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>
/// Reads JSON into records by the field table. Members without a row are kept unchanged. The JSON can also be that of a record, in which the members of inner
/// objects are next to the others.
/// </summary>
internal sealed class RecordReader
{
    // The AWS CLI's example contains this member of the wire format.
    private const string WireType = "__type";

    // AWS's limits are lower: 50 stages, 50 commands, 200 values in a trigger. Checks compare some elements with each other.
    private const int MaximumElements = 1000;
    private static readonly JsonSerializerOptions s_compact = new(JsonSerializerOptions.Default) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly FileValues? _file;

    private RecordReader(FileValues? file) => _file = file;

    /// <summary>Reads an object.</summary>
    /// <param name="part">The rows of the object.</param>
    /// <param name="json">The object.</param>
    /// <param name="path">The path of the object, for errors.</param>
    /// <param name="file">Reads the values of a file, in which other programs wrote some of them with another type; null for a response of AWS.</param>
    /// <returns>The record.</returns>
    /// <exception cref="JsonException">A value does not have the type of its row. The exception has its path.</exception>
    public static object Read(DeclarationPart part, JsonElement json, string path, FileValues? file = null) => new RecordReader(file).Read(part, json, path);

    private object Read(DeclarationPart part, JsonElement json, string path)
    {
        var values = new Dictionary<DeclarationMember, object>();
        var additional = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadMembers(part, json, path, string.Empty, values, additional);
        return part.Make(values, additional);
    }

    private void ReadMembers(
        DeclarationPart part, JsonElement json, string path, string prefix, Dictionary<DeclarationMember, object> values, Dictionary<string, string> additional)
    {
        Expect(json, JsonValueKind.Object, path);
        foreach (var property in json.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null && property.Name != WireType))
        {
            var (name, place) = (prefix + property.Name, $"{path}.{property.Name}");
            if (prefix.Length == 0 && property.NameEquals(nameof(IDeclarationPart.AdditionalMembers)))
            {
                // Only the JSON of a record has it.
                foreach (var entry in Entries(property.Value, place, Text))
                {
                    additional[entry.Key] = entry.Value;
                }
            }
            else if ((part.Find(name) ?? (prefix.Length == 0 ? part.FindByName(name) : null)) is { } member)
            {
                if (_file?.IsUnset(member, property) != true)
                {
                    values[member] = !values.ContainsKey(member) ? Value(member, property.Value, place, additional) : throw Twice(place);
                }
            }
            else if (part.Spell(name) is { } inner)
            {
                ReadMembers(part, property.Value, place, inner + ".", values, additional);
            }
            else
            {
                additional[name] = !additional.ContainsKey(name) ? Compact(property.Value) : throw Twice(place);
            }
        }
    }

    private object Value(DeclarationMember member, JsonElement json, string path, Dictionary<string, string> additional) => member.Kind switch
    {
        MemberKind.Number => Number(json, path),
        MemberKind.Texts => Items(json, path, Text),
        MemberKind.Names => Items(json, path, (item, place) => Name(member, item, place, additional)),
        MemberKind.TextMap => Entries(json, path, Text).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        MemberKind.Part => Read(member.Part, json, path),
        MemberKind.Parts => member.Part.List(Items(json, path, (item, place) => Read(member.Part, item, place))),
        MemberKind.PartMap => member.Part.Map(_file is not null && json.ValueKind == JsonValueKind.Array ? Stores(member, json, path) : Entries(json, path, (item, place) => Read(member.Part, item, place))),
        _ => Text(json, path),
    };

    private int Number(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number : _file?.Number(json, path) ?? throw FileValues.OtherType(json, path, "a whole number");

    private string Text(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return _file is null ? json.GetString()! : FileValues.Whole(json, path);
        }

        return _file?.Text(json, path) ?? throw FileValues.OtherType(json, path, "text");
    }

    private string Name(DeclarationMember member, JsonElement json, string path, Dictionary<string, string> additional)
    {
        // The JSON of a record has only the name.
        if (json.ValueKind == JsonValueKind.String)
        {
            return Text(json, path);
        }

        Expect(json, JsonValueKind.Object, path);
        var properties = json.EnumerateObject().ToLookup(property => property.Name.Equals("name", StringComparison.OrdinalIgnoreCase));
        var name = properties[true].Select(property => Text(property.Value, $"{path}.{property.Name}")).LastOrDefault() ?? string.Empty;
        foreach (var property in properties[false])
        {
            additional[NamePath.Of(member, name, property.Name)] = Compact(property.Value);
        }

        return name;
    }

    private T[] Items<T>(JsonElement json, string path, Func<JsonElement, string, T> read)
    {
        if (_file?.Elements(json, path) is { } elements)
        {
            return elements.Select(element => read(NotNull(element.Json, element.Path), element.Path)).ToArray();
        }

        Expect(json, JsonValueKind.Array, path);
        if (_file is not null && json.GetArrayLength() is var length && length > MaximumElements)
        {
            throw new JsonException($"the list has {length} elements. AWS accepts fewer than {MaximumElements} in every list of a definition", path, null, null);
        }

        return json.EnumerateArray().Select((item, i) => read(NotNull(item, $"{path}[{i}]"), $"{path}[{i}]")).ToArray();
    }

    // A user who writes a key twice would not see which value applies.
    private IEnumerable<KeyValuePair<string, T>> Entries<T>(JsonElement json, string path, Func<JsonElement, string, T> read)
    {
        Expect(json, JsonValueKind.Object, path);
        return json.EnumerateObject().GroupBy(property => property.Name, StringComparer.Ordinal).Select(same => same.Count() == 1 ? same.First() : throw Twice($"{path}.{same.Key}"))
            .Select(property => new KeyValuePair<string, T>(property.Name, read(NotNull(property.Value, $"{path}.{property.Name}"), $"{path}.{property.Name}")));
    }

    // CloudFormation has a list of Regions and stores where the API has a map.
    private IEnumerable<KeyValuePair<string, object>> Stores(DeclarationMember member, JsonElement json, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, i) in json.EnumerateArray().Select((item, i) => (item, i)))
        {
            var place = $"{path}[{i}]";
            Expect(item, JsonValueKind.Object, place);
            var members = item.EnumerateObject().ToLookup(property => property.Name, property => property.Value, StringComparer.OrdinalIgnoreCase);
            var region = members["Region"].Select(value => Text(value, place + ".Region")).LastOrDefault() ?? throw new JsonException("the member Region is missing", place, null, null);
            var store = members["ArtifactStore"].Select(value => Read(member.Part, value, place + ".ArtifactStore")).LastOrDefault()
                ?? throw new JsonException("the member ArtifactStore is missing", place, null, null);
            yield return seen.Add(region) ? new KeyValuePair<string, object>(region, store) : throw Twice(place + ".Region");
        }
    }

    private static JsonElement NotNull(JsonElement json, string path) => json.ValueKind != JsonValueKind.Null
        ? json
        : throw new JsonException("null is not allowed here", path, null, null);

    private void Expect(JsonElement json, JsonValueKind kind, string path)
    {
        if (json.ValueKind != kind)
        {
            throw _file is not null && json.ValueKind == JsonValueKind.String ? FileValues.TextForObject(json, path) : FileValues.OtherType(json, path, kind == JsonValueKind.Array ? "a list" : "an object");
        }
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json, s_compact);

    private static JsonException Twice(string path) => new("the member occurs twice", path, null, null);
}
