using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

/// <summary>Compares a value of an answer with its shape: known members only, types, values of enumerations, patterns, lengths, and required members.</summary>
public sealed class ShapeCheck
{
    private readonly ModelOfService _model;
    private readonly ICollection<string> _problems;

    public ShapeCheck(ModelOfService model, ICollection<string> problems)
    {
        _model = model;
        _problems = problems;
    }

    public void Check(JsonNode value, JsonObject shape, string path)
    {
        switch (ModelOfService.Type(shape))
        {
            case "structure" when value is JsonObject members:
                CheckMembers(members, shape, path);
                break;
            case "list" when value is JsonArray items:
                CheckRange(shape, items.Count, path, "items");
                foreach (var (item, index) in items.Select((item, index) => (item, index)))
                {
                    Check(item, _model.Target(shape["member"]), path + "[" + index.ToString(CultureInfo.InvariantCulture) + "]");
                }

                break;
            case "map" when value is JsonObject entries:
                CheckRange(shape, entries.Count, path, "entries");
                foreach (var entry in entries)
                {
                    Check(JsonValue.Create(entry.Key), _model.Target(shape["key"]), path + " key");
                    Check(entry.Value, _model.Target(shape["value"]), path + "." + entry.Key);
                }

                break;
            case "string" when value?.GetValueKind() == JsonValueKind.String:
                CheckText((string)value, shape, path);
                break;
            case "boolean" when value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
            case "timestamp" or "double" or "float" when value?.GetValueKind() == JsonValueKind.Number:
            case "blob" when value?.GetValueKind() == JsonValueKind.String:
                break;
            case "integer" or "long" when value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue(out long number):
                CheckRange(shape, number, path, "value");
                break;
            default:
                _problems.Add(path + " is not a " + ModelOfService.Type(shape) + ": " + (value?.ToJsonString() ?? "null"));
                break;
        }
    }

    /// <summary>Returns whether a text has the shape's pattern. Patterns apply to the whole text.</summary>
    public static bool Matches(JsonObject shape, string text) =>
        shape["pattern"] is not JsonNode pattern || Regex.IsMatch(text, "\\A(?:" + (string)pattern + ")\\z", RegexOptions.CultureInvariant);

    private void CheckMembers(JsonObject members, JsonObject shape, string path)
    {
        var known = ModelOfService.Members(shape).ToDictionary(member => member.Key, member => member.Value);
        // AWS writes the name of the shape into nested structures of CodePipeline, as recorded.
        foreach (var member in members.Where(member => member.Key != "__type" || !path.Contains('.')))
        {
            if (known.TryGetValue(member.Key, out var reference))
            {
                Check(member.Value, _model.Target(reference), path + "." + member.Key);
            }
            else
            {
                _problems.Add(path + " has the member " + member.Key + ", which is not in the model");
            }
        }

        foreach (var name in ModelOfService.Required(shape).Where(name => !members.ContainsKey(name)))
        {
            _problems.Add(path + " has no " + name);
        }
    }

    private void CheckText(string text, JsonObject shape, string path)
    {
        if (shape["enum"] is JsonNode values && !values.AsArray().Any(value => (string)value == text))
        {
            _problems.Add(path + " is not in the enumeration: " + text);
        }

        CheckRange(shape, text.Length, path, "characters");
        if (!Matches(shape, text))
        {
            _problems.Add(path + " does not match " + (string)shape["pattern"] + ": " + text);
        }
    }

    private void CheckRange(JsonObject shape, long number, string path, string unit)
    {
        if ((shape["min"] is JsonNode min && number < (long)min) || (shape["max"] is JsonNode max && number > (long)max))
        {
            _problems.Add(path + ": " + number.ToString(CultureInfo.InvariantCulture) + " " + unit + " are not from " + shape["min"] + " to " + shape["max"]);
        }
    }
}
