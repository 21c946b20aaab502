using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Protocols.Query;

/// <summary>Converts the flat parameters of the query protocol to a nested structure.</summary>
internal static class QueryParameters
{
    private const string Member = "member";

    /// <summary>The maximum depth, which is more than any input needs.</summary>
    private const int MaximumDepth = 32;

    /// <summary>Nests parameters: <c>Tags.member.1.Key</c> is a member of the first item of the list <c>Tags</c>.</summary>
    /// <param name="parameters">The parameters as sent.</param>
    /// <returns>The structure, with lists in the order of their numbers.</returns>
    /// <exception cref="AwsErrorException">A name is nested too deeply.</exception>
    public static JsonObject Nest(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var root = new JsonObject();
        foreach (var parameter in parameters)
        {
            var names = parameter.Key.Split('.');
            if (names.Length > MaximumDepth)
            {
                throw new AwsErrorException("MalformedInput", "The name of a parameter is nested too deeply.");
            }

            var place = root;
            foreach (var name in names.Take(names.Length - 1))
            {
                if (place[name] is not JsonObject inner)
                {
                    inner = [];
                    place[name] = inner;
                }

                place = inner;
            }

            place[names[names.Length - 1]] = parameter.Value;
        }

        return (JsonObject)WithLists(root);
    }

    private static JsonNode WithLists(JsonObject structure)
    {
        if (structure.Count == 1 && structure[Member] is JsonObject items && items.All(item => IsNumber(item.Key)))
        {
            return new JsonArray([.. items.OrderBy(item => Number(item.Key)).Select(item => Copy(item.Value))]);
        }

        var copy = new JsonObject();
        foreach (var member in structure)
        {
            copy[member.Key] = Copy(member.Value);
        }

        return copy;
    }

    private static JsonNode? Copy(JsonNode? node) => node is JsonObject inner ? WithLists(inner) : node?.DeepClone();

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
