using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;

/// <summary>Turns XML into JSON by a shape, so that one check serves all protocols. What is not in the shape keeps the name of its element.</summary>
public sealed class XmlReading
{
    private readonly ModelOfService _model;

    public XmlReading(ModelOfService model) => _model = model;

    public JsonObject Structure(XElement element, JsonObject shape)
    {
        var members = ModelOfService.Members(shape).Where(member => member.Value["location"] is null).ToDictionary(member => ElementName(member.Key, member.Value));
        var result = new JsonObject();
        foreach (var group in element.Elements().GroupBy(child => child.Name.LocalName))
        {
            if (!members.TryGetValue(group.Key, out var member))
            {
                result[group.Key] = group.First().Value;
                continue;
            }

            var target = _model.Target(member.Value);
            result[member.Key] = IsFlattened(member.Value, target) ? Items(group, target) : group.Count() == 1 ? Value(group.First(), target) : null;
        }

        return result;
    }

    /// <summary>Reads a text as a value of a shape; null if it is not one.</summary>
    public static JsonNode Scalar(string text, JsonObject shape)
    {
        switch (ModelOfService.Type(shape))
        {
            case "boolean":
                return text == "true" ? JsonValue.Create(true) : text == "false" ? JsonValue.Create(false) : null;
            case "integer":
            case "long":
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;
            case "timestamp":
                return DateTimeOffset.TryParseExact(
                    text, new[] { "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'" }, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? JsonValue.Create(time.ToUnixTimeSeconds())
                    : null;
            default:
                return JsonValue.Create(text);
        }
    }

    private JsonNode Value(XElement element, JsonObject shape)
    {
        switch (ModelOfService.Type(shape))
        {
            case "structure":
                return Structure(element, shape);
            case "list":
                return Items(element.Elements(), shape);
            case "map":
                return new JsonObject(element.Elements().Select(entry =>
                    KeyValuePair.Create(entry.Elements().First().Value, Value(entry.Elements().Last(), _model.Target(shape["value"])))));
            default:
                return Scalar(element.Value, shape);
        }
    }

    private JsonArray Items(IEnumerable<XElement> elements, JsonObject shape) =>
        new JsonArray(elements.Select(element => Value(element, _model.Target(shape["member"]))).ToArray());

    private string ElementName(string name, JsonNode member) =>
        (string)member["locationName"] ?? (IsFlattened(member, _model.Target(member)) ? (string)_model.Target(member)["member"]["locationName"] : null) ?? name;

    private static bool IsFlattened(JsonNode member, JsonObject target) => (bool?)member["flattened"] == true || (bool?)target["flattened"] == true;
}
