using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

/// <summary>An input that breaks one constraint of the model.</summary>
public sealed class InvalidInput
{
    // Limits above this are not tried: the call would be longer than what it proves.
    private const int LongestText = 10000;
    private const int LongestList = 100;

    private InvalidInput(JsonObject input, IReadOnlyList<string> path, string reason)
    {
        Input = input;
        Path = path;
        Reason = reason;
    }

    public JsonObject Input { get; }

    /// <summary>Gets the path of what a client must have so that the call is invalid.</summary>
    public IReadOnlyList<string> Path { get; }

    public string Reason { get; }

    /// <summary>Makes all of them from a valid input: without a required member, with a value that the model does not allow, or with too few or too many.</summary>
    public static IEnumerable<InvalidInput> Of(ModelOfService model, string operation, JsonObject valid)
    {
        if (model.Input(operation) is not JsonObject shape)
        {
            yield break;
        }

        foreach (var change in OfStructure(model, valid, shape, new List<string>()))
        {
            yield return Apply(valid, change.Path, change.Needs, change.Value, change.Reason);
        }

        // Members that the valid input does not have.
        foreach (var member in ModelOfService.Members(shape).Where(member => !valid.ContainsKey(member.Key) && member.Value["location"] is null))
        {
            var path = new List<string> { member.Key };
            foreach (var change in OfScalar(model.Target(member.Value), path))
            {
                yield return Apply(valid, path, path, change.Value, change.Reason);
            }
        }
    }

    private static IEnumerable<(List<string> Path, List<string> Needs, JsonNode Value, string Reason)> OfStructure(ModelOfService model, JsonObject value, JsonObject shape, List<string> path)
    {
        var required = ModelOfService.Required(shape);
        foreach (var member in ModelOfService.Members(shape).Where(member => value.ContainsKey(member.Key)))
        {
            var memberPath = path.Append(member.Key).ToList();
            // Without a part of the path, the request is another operation. An empty list in a query is not sent.
            var isInPath = (string)member.Value["location"] == "uri";
            var isInQuery = (string)member.Value["location"] == "querystring";
            if (required.Contains(member.Key) && !isInPath)
            {
                yield return (memberPath, path, null, "without " + string.Join(".", memberPath));
            }

            foreach (var change in OfValue(model, value[member.Key], model.Target(member.Value), memberPath))
            {
                if ((!isInPath || (change.Value?.GetValueKind() == JsonValueKind.String && ((string)change.Value).Length > 0)) && !(isInQuery && change.Value is JsonArray { Count: 0 }))
                {
                    yield return change;
                }
            }
        }
    }

    private static IEnumerable<(List<string> Path, List<string> Needs, JsonNode Value, string Reason)> OfValue(ModelOfService model, JsonNode value, JsonObject shape, List<string> path)
    {
        if (value is JsonObject members && ModelOfService.Type(shape) == "structure")
        {
            foreach (var change in OfStructure(model, members, shape, path))
            {
                yield return change;
            }
        }
        else if (value is JsonArray { Count: > 0 } items)
        {
            if ((int?)shape["min"] > 0)
            {
                yield return (path, path, new JsonArray(), "no " + string.Join(".", path));
            }

            if ((int?)shape["max"] < LongestList)
            {
                yield return (path, path, new JsonArray(Enumerable.Range(0, (int)shape["max"] + 1).Select(_ => items[0].DeepClone()).ToArray()), "too many " + string.Join(".", path));
            }

            foreach (var change in OfValue(model, items[0], model.Target(shape["member"]), path.Append("0").ToList()))
            {
                yield return change;
            }
        }

        foreach (var change in OfScalar(shape, path))
        {
            yield return (path, path, change.Value, change.Reason);
        }
    }

    private static IEnumerable<(JsonNode Value, string Reason)> OfScalar(JsonObject shape, List<string> path)
    {
        var name = string.Join(".", path);
        switch (ModelOfService.Type(shape))
        {
            case "string" when shape["enum"] is not null:
                yield return ("NoSuchValue", name + " is not in the enumeration");
                break;
            case "string":
                if ((int?)shape["min"] > 0)
                {
                    yield return (string.Empty, name + " is empty");
                }

                if ((int?)shape["max"] < LongestText)
                {
                    yield return (new string('a', (int)shape["max"] + 1), name + " is too long");
                }

                if (new[] { "no match", "!", "no\u0001match" }.FirstOrDefault(text => !ShapeCheck.Matches(shape, text) && text.Length >= ((int?)shape["min"] ?? 0)) is string other)
                {
                    yield return (other, name + " does not match its pattern");
                }

                break;
            case "integer" or "long":
                if (shape["min"] is JsonNode min && (long)min > int.MinValue)
                {
                    yield return ((long)min - 1, name + " is too small");
                }

                if (shape["max"] is JsonNode max && (long)max < int.MaxValue)
                {
                    yield return ((long)max + 1, name + " is too large");
                }

                break;
        }
    }

    private static InvalidInput Apply(JsonObject valid, IReadOnlyList<string> path, IReadOnlyList<string> needs, JsonNode value, string reason)
    {
        var input = valid.DeepClone().AsObject();
        JsonNode parent = input;
        foreach (var step in path.SkipLast(1))
        {
            parent = parent is JsonArray items ? items[int.Parse(step)] : parent[step];
        }

        if (parent is JsonArray list)
        {
            list[int.Parse(path[path.Count - 1])] = value;
        }
        else if (value is null)
        {
            parent.AsObject().Remove(path[path.Count - 1]);
        }
        else
        {
            parent[path[path.Count - 1]] = value;
        }

        return new InvalidInput(input, needs, reason);
    }
}
