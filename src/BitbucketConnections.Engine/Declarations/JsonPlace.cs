using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace BitbucketConnections.Engine.Declarations;

/// <summary>Finds the line of a JSON path in a text, for error messages.</summary>
internal static class JsonPlace
{
    /// <summary>The limit of nested objects, which is the default of the parser.</summary>
    public const int MaximumDepth = 64;

    /// <summary>Finds a value.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="path">The path of the value, such as <c>$.stages[0].name</c>.</param>
    /// <returns>The line and the position in bytes, both starting at 1; null if the value does not exist.</returns>
    public static (int Line, int Position)? Find(string json, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, Options(MaximumDepth));
        var places = new Stack<Place>();
        int? found = null;
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

            // If a member occurs twice, the last one applies.
            if ("$" + string.Concat(places.Reverse()) == path)
            {
                found = (int)reader.TokenStartIndex;
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                places.Push(new Place { IsList = reader.TokenType == JsonTokenType.StartArray });
            }
        }

        return found is { } index ? Position(bytes, index) : null;
    }

    /// <summary>Finds the first object or list that is nested deeper than a limit.</summary>
    /// <param name="json">The JSON text, which may not be valid after that object.</param>
    /// <param name="depth">The limit.</param>
    /// <returns>The path of the object; null if there is none, or if the text is not valid before it.</returns>
    public static string? FindDeeper(string json, int depth)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), Options(depth + 1));
        var places = new Stack<Place>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    places.Peek().Name = reader.GetString()!;
                }
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    places.Pop();
                }
                else
                {
                    if (places.Count > 0 && places.Peek().IsList)
                    {
                        places.Peek().Index++;
                    }

                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        if (places.Count == depth)
                        {
                            return "$" + string.Concat(places.Reverse());
                        }

                        places.Push(new Place { IsList = reader.TokenType == JsonTokenType.StartArray });
                    }
                }
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // The text, or one of its texts, has another mistake, which is reported instead.
            return null;
        }

        return null;
    }

    // Comments and trailing commas are read as in a file.
    private static JsonReaderOptions Options(int depth) => new() { MaxDepth = depth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

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
