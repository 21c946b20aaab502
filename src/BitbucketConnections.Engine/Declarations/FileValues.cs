using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>
/// Reads values of a file that another program wrote with another type, if only one meaning is possible, and counts them. AWS Tools and ConvertTo-Json of
/// PowerShell write some of them.
/// </summary>
internal sealed class FileValues
{
    private const int MaximumPaths = 3;

    // What PowerShell writes for an object below the depth of ConvertTo-Json: the name of its type. A list has one for each element.
    private static readonly string[] s_typeNames = ["System.Collections.Hashtable", "System.Collections.Generic.", "System.Collections.Specialized.", "System.Object[]", "Amazon.CodePipeline.Model."];

    private readonly Dictionary<string, (int Count, List<string> Paths)> _notes = new(StringComparer.Ordinal);

    /// <summary>Gets one sentence for each kind of value that was read with another type.</summary>
    public IEnumerable<string> Notes => _notes.Select(note =>
        $"{note.Key}: {string.Join(", ", note.Value.Paths)}{(note.Value.Count > MaximumPaths ? $" and {note.Value.Count - MaximumPaths} more" : string.Empty)}.");

    /// <summary>Gets the error of a text where an object or a list is required.</summary>
    public static JsonException TextForObject(JsonElement json, string path) => IsCut(json) ? Cut(path) : new(
        "the value is text and must be an object or a list. If ConvertTo-Json wrote the file, write it again with ConvertTo-Json -Depth 20", path, null, null);

    /// <summary>Gets the error of a value of another type. The value can be a secret, so only its type is named.</summary>
    public static JsonException OtherType(JsonElement json, string path, string expected) => new(
        $"the value must be {expected}, but is {json.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null or JsonValueKind.Undefined => "null",
            _ => "true or false",
        }}", path, null, null);

    /// <summary>Reads a text that is not the name of a type.</summary>
    public static string Whole(JsonElement json, string path) => json.GetString()! is var text && IsTypeName(text) ? throw Cut(path) : text;

    /// <summary>Determines whether a member has the value that AWS Tools writes for an omitted number. AWS accepts it for no member.</summary>
    public bool IsUnset(DeclarationMember member, JsonProperty property)
    {
        var isUnset = member.Kind == MemberKind.Number && property.NameEquals(member.PropertyName) && property.Value.ValueKind == JsonValueKind.Number
            && property.Value.TryGetInt32(out var number) && number == 0;
        if (isUnset)
        {
            Note("Numbers that AWS Tools writes as 0 if they are omitted", property.Name);
        }

        return isUnset;
    }

    /// <summary>Reads a whole number that is written as text or with a fraction of zero.</summary>
    /// <returns>The number; null if the value is another one.</returns>
    public int? Number(JsonElement json, string path)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()!.Trim() : json.ValueKind == JsonValueKind.Number ? json.GetRawText() : string.Empty;
        const System.Globalization.NumberStyles Whole = System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, Whole, System.Globalization.CultureInfo.InvariantCulture, out var number) || number != decimal.Truncate(number) || Math.Abs(number) > int.MaxValue)
        {
            return null;
        }

        Note("Texts that are read as numbers", path);
        return (int)number;
    }

    /// <summary>Reads a text that is written as a number, as true or false, or as an object of AWS Tools such as <c>{"Value":"V2"}</c>.</summary>
    /// <returns>The text; null if the value is another one.</returns>
    public string? Text(JsonElement json, string path)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                Note("Numbers, true and false that are read as text", path);
                return json.ValueKind == JsonValueKind.True ? "true" : "false";
            case JsonValueKind.Number when json.GetRawText() is var number && number.IndexOfAny(['e', 'E']) < 0:
                Note("Numbers, true and false that are read as text", path);
                return number;
            case JsonValueKind.Object when json.EnumerateObject().Take(2).ToList() is [var only] && only.NameEquals("Value") && only.Value.ValueKind == JsonValueKind.String:
                Note("Constants of AWS Tools that are read as text", path);
                return only.Value.GetString();
            case JsonValueKind.Object or JsonValueKind.Array:
                throw new JsonException("the value must be text. Write an object or a list as JSON in quotation marks", path, null, null);
            default:
                return null;
        }
    }

    /// <summary>
    /// Gets the elements of a list that PowerShell wrote as its only element, or as an object such as <c>{"value":[...],"Count":2}</c>.
    /// </summary>
    /// <returns>The elements with their paths; null if the value is a list, or is another value.</returns>
    public IReadOnlyList<(JsonElement Json, string Path)>? Elements(JsonElement json, string path)
    {
        if (Counted(json) is { } list)
        {
            Note("Lists that Windows PowerShell wrote with their number of elements", path);
            return list.EnumerateArray().Select((element, i) => (element, $"{path}.value[{i}]")).ToList();
        }

        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.String) || IsCut(json))
        {
            return null;
        }

        // ConvertTo-Json also writes the elements of a list with spaces between them, if the list is nested too deep.
        if (json.ValueKind == JsonValueKind.String && json.GetString()!.Any(char.IsWhiteSpace))
        {
            throw new JsonException("the value must be a list. If ConvertTo-Json wrote the file, write it again with ConvertTo-Json -Depth 20", path, null, null);
        }

        Note("Values that are read as a list of one", path);
        return [(json, path)];
    }

    /// <summary>Gets the list of an object such as <c>{"value":[...],"Count":2}</c>; null for another value.</summary>
    public static JsonElement? Counted(JsonElement json)
    {
        var members = json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Take(3).ToList() : [];
        return members.Count == 2 && members.Exists(member => member.NameEquals("Count") && member.Value.ValueKind == JsonValueKind.Number)
            ? members.Where(member => member.NameEquals("value") && member.Value.ValueKind == JsonValueKind.Array).Select(member => (JsonElement?)member.Value).FirstOrDefault()
            : null;
    }

    // The text of an object that is nested too deep is that of its type or its properties, and the text of an empty list is empty.
    private static bool IsCut(JsonElement json) => json.ValueKind == JsonValueKind.String
        && json.GetString()! is var text && (text.Length == 0 || IsTypeName(text) || text.StartsWith("@{", StringComparison.Ordinal) || text.StartsWith("BitbucketConnections.", StringComparison.Ordinal));

    private static JsonException Cut(string path) => new(
        "ConvertTo-Json wrote the name of a type instead of the value, because -Depth was too small. Write the file again with ConvertTo-Json -Depth 20", path, null, null);

    private static bool IsTypeName(string text) => Array.Exists(s_typeNames, name => text.StartsWith(name, StringComparison.Ordinal));

    private void Note(string kind, string path)
    {
        var (count, paths) = _notes.TryGetValue(kind, out var known) ? known : (0, []);
        if (paths.Count < MaximumPaths)
        {
            paths.Add(path.StartsWith("$.", StringComparison.Ordinal) ? path.Substring(2) : path);
        }

        _notes[kind] = (count + 1, paths);
    }
}
