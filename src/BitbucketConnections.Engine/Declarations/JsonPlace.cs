using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>Finds the line of a JSON path in a text, for the message of an error.</summary>
internal static class JsonPlace
{
    /// <summary>Finds a value.</summary>
    /// <param name="json">The text, which is JSON.</param>
    /// <param name="path">Where the value is, such as <c>$.stages[0].name</c>.</param>
    /// <returns>The line and the position in bytes, both from 1; null when there is no such value.</returns>
    public static (int Line, int Position)? Find(string json, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var places = new Stack<Place>();
        (int, int)? found = null;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                places.Peek().Name = reader.GetString()!;
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                places.Pop();
                continue;
            }

            if (places.Count > 0 && places.Peek().IsList)
            {
                places.Peek().Index++;
            }

            // A member that stands twice counts as its last.
            if ("$" + string.Concat(places.Reverse()) == path)
            {
                found = Position(bytes, (int)reader.TokenStartIndex);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                places.Push(new Place { IsList = reader.TokenType == JsonTokenType.StartArray });
            }
        }

        return found;
    }

    private static (int Line, int Position) Position(byte[] bytes, int index)
    {
        var start = index == 0 ? -1 : System.Array.LastIndexOf(bytes, (byte)'\n', index - 1);
        return (bytes.Take(index).Count(one => one == '\n') + 1, index - start);
    }

    private sealed class Place
    {
        public bool IsList { get; init; }

        public int Index { get; set; } = -1;

        public string Name { get; set; } = string.Empty;

        public override string ToString() => IsList ? $"[{Index}]" : "." + Name;
    }
}
