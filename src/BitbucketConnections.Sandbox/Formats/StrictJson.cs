using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BitbucketConnections.Sandbox.Formats;

/// <summary>
/// Reads JSON that a client wrote. <see cref="JsonNode"/> alone is lazy: it finds a duplicate name in an object, and
/// an unpaired surrogate, only when the member is read.
/// </summary>
internal static class StrictJson
{
    private const int DefaultDepth = 64;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value; null for JSON's null.</returns>
    /// <exception cref="JsonException">The text is not valid JSON, has a duplicate name in an object, or has text that is not Unicode.</exception>
    public static JsonNode? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a text.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="maximumDepth">How deep objects and lists can be nested.</param>
    /// <returns>The value; null for JSON's null.</returns>
    /// <exception cref="JsonException">The text is not valid JSON, has a duplicate name in an object, or has text that is not Unicode.</exception>
    public static JsonNode? Parse(byte[] utf8, int maximumDepth = DefaultDepth)
    {
        Check(utf8, maximumDepth);
        return JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = maximumDepth });
    }

    private static void Check(byte[] utf8, int maximumDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maximumDepth });
        var names = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    var name = Text(ref reader);
                    if (!names.Peek().Add(name))
                    {
                        throw new JsonException($"The name '{name}' is used twice in an object.");
                    }

                    break;
                case JsonTokenType.String:
                    Text(ref reader);
                    break;
            }
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text is not Unicode.", e);
        }
    }
}
