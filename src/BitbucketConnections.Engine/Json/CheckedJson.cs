using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace BitbucketConnections.Engine.Json;

/// <summary>
/// Reads JSON of a file, of AWS or of a user. The parser of .NET checks the escapes of a text only when the text is used, with an exception of another type, so
/// they are checked here.
/// </summary>
internal static class CheckedJson
{
    private const string HalfPair = "a text has half of a surrogate pair, which is not a character";
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">What the parser accepts.</param>
    /// <param name="maximumValues">The maximum number of values, members and elements included; 0 for any number.</param>
    /// <returns>The document.</returns>
    /// <exception cref="JsonException">The text is not JSON, has a text that is not Unicode, or has too many values.</exception>
    public static JsonDocument Parse(string text, JsonDocumentOptions options = default, int maximumValues = 0)
    {
        byte[] utf8;
        try
        {
            utf8 = s_strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new JsonException(HalfPair);
        }

        if (maximumValues > 0 || text.Contains("\\u"))
        {
            Check(utf8, options, maximumValues);
        }

        return JsonDocument.Parse(utf8, options);
    }

    /// <summary>Reads an answer of AWS that becomes a tree whose objects cannot have the same name twice.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <returns>The document.</returns>
    /// <exception cref="JsonException">The text is not JSON, has a text that is not Unicode, or has a name twice in an object.</exception>
    public static JsonDocument ParseTree(byte[] utf8)
    {
        Check(utf8, default, 0);
        var names = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                names.Push(new HashSet<string>(StringComparer.Ordinal));
            }
            else if (reader.TokenType == JsonTokenType.EndObject)
            {
                names.Pop();
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && !names.Peek().Add(reader.GetString()!))
            {
                throw new JsonException("A name occurs twice in an object.");
            }
        }

        return JsonDocument.Parse(utf8);
    }

    private static void Check(byte[] utf8, JsonDocumentOptions options, int maximumValues)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowTrailingCommas = options.AllowTrailingCommas, CommentHandling = options.CommentHandling, MaxDepth = options.MaxDepth });
        for (var values = 0; reader.Read();)
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                CheckText(ref reader, utf8);
            }

            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray) && ++values > maximumValues && maximumValues > 0)
            {
                throw new JsonException($"it has more than {maximumValues} values. AWS accepts no definition of this size");
            }
        }
    }

    private static void CheckText(ref Utf8JsonReader reader, byte[] utf8)
    {
        if (reader.ValueSpan.IndexOf((byte)'\\') < 0)
        {
            return;
        }

        try
        {
            reader.GetString();
        }
        catch (InvalidOperationException)
        {
            var start = (int)reader.TokenStartIndex;
            var before = utf8.AsSpan(0, start);
            var lines = 0;
            foreach (var one in before)
            {
                lines += one == '\n' ? 1 : 0;
            }

            throw new JsonException(HalfPair, null, lines, start - 1 - before.LastIndexOf((byte)'\n'));
        }
    }
}
