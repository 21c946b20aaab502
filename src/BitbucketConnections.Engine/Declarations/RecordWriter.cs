using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Declarations;
using BitbucketConnections.Engine.Json;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>
/// Writes records as AWS's JSON by the field table, and the members without a row. Empty lists are omitted, because AWS treats an
/// omitted list the same and rejects some empty lists.
/// </summary>
internal static class RecordWriter
{
    public static JsonObject Write(Pipeline pipeline) => Write(DeclarationTable.Pipeline, pipeline);

    /// <summary>Writes a record.</summary>
    /// <param name="part">The rows of the object.</param>
    /// <param name="record">The record.</param>
    /// <returns>The object.</returns>
    public static JsonObject Write(DeclarationPart part, IDeclarationPart record)
    {
        var json = new JsonObject();
        foreach (var member in part.Members)
        {
            if (Value(member, member.Get(record), record.AdditionalMembers) is { } value)
            {
                Parent(json, member.Segments)[member.Name] = value;
            }
        }

        foreach (var entry in record.AdditionalMembers ?? new Dictionary<string, string>())
        {
            if (!part.Members.Any(member => NamePath.IsOf(member, entry.Key)))
            {
                var segments = Segments(part, entry.Key);
                Parent(json, segments)[segments[segments.Count - 1]] = Parse(entry.Key, entry.Value);
            }
        }

        return json;
    }

    private static JsonNode? Value(DeclarationMember member, object? value, IReadOnlyDictionary<string, string>? additional) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        int number => JsonValue.Create(number),
        IDeclarationPart record => Write(member.Part, record),
        IReadOnlyDictionary<string, string> texts => Map(texts.Select(entry => new KeyValuePair<string, JsonNode?>(entry.Key, entry.Value))),
        _ when member.Kind == MemberKind.PartMap => Map(member.Part.Entries(value).Select(entry => new KeyValuePair<string, JsonNode?>(entry.Key, Write(member.Part, entry.Value)))),
        IEnumerable<string> names when member.Kind == MemberKind.Names => List(member, names.Select(name => Name(member, name, additional))),
        IEnumerable<string> texts => List(member, texts.Select(text => (JsonNode?)text)),
        IEnumerable records => List(member, records.Cast<IDeclarationPart>().Select(record => Write(member.Part, record))),
        _ => throw new InvalidOperationException($"The member '{member.Path}' holds a {value.GetType().Name}."),
    };

    private static JsonObject Name(DeclarationMember member, string name, IReadOnlyDictionary<string, string>? additional)
    {
        var json = new JsonObject { ["name"] = name };
        foreach (var entry in NamePath.Of(member, name, additional))
        {
            json[entry.Key] = Parse(entry.Key, entry.Value);
        }

        return json;
    }

    private static JsonObject? Map(IEnumerable<KeyValuePair<string, JsonNode?>> entries) => new JsonObject(entries) is { Count: > 0 } map ? map : null;

    private static JsonArray? List(DeclarationMember member, IEnumerable<JsonNode?> items) =>
        new JsonArray([.. items]) is var list && (list.Count > 0 || member.IsWrittenEmpty) ? list : null;

    // The text comes from AWS or from a file, unless a script wrote it.
    private static JsonNode? Parse(string member, string? json)
    {
        try
        {
            using var document = CheckedJson.Parse(json ?? string.Empty);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Object => JsonObject.Create(document.RootElement.Clone()),
                JsonValueKind.Array => JsonArray.Create(document.RootElement.Clone()),
                _ => JsonValue.Create(document.RootElement.Clone()),
            };
        }
        catch (JsonException)
        {
            throw ServiceException.FromFindings([new Finding("InvalidDefinitionJson", $"The additional member '{member}' is not valid JSON. Specify its value as JSON text.")]);
        }
    }

    // A name that contains a dot is one name, unless the path goes through an object of the table.
    private static IReadOnlyList<string> Segments(DeclarationPart part, string path)
    {
        var dot = path.IndexOf('.');
        return dot > 0 && part.HasBelow(path.Remove(dot)) ? [path.Remove(dot), path.Substring(dot + 1)] : [path];
    }

    private static JsonObject Parent(JsonObject json, IReadOnlyList<string> segments)
    {
        foreach (var segment in segments.Take(segments.Count - 1))
        {
            if (json[segment] is not JsonObject)
            {
                json[segment] = new JsonObject();
            }

            json = (JsonObject)json[segment]!;
        }

        return json;
    }
}
