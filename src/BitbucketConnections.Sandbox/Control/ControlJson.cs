using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BitbucketConnections.Sandbox.Formats;

namespace BitbucketConnections.Sandbox.Control;

/// <summary>
/// Reads and writes the bodies of the control API: the members of the contracts in camel case, durations in seconds. Members that it does not know are errors, so that a
/// misspelled name is not ignored.
/// </summary>
internal static class ControlJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new SecondsConverter() },
    };

    /// <summary>Reads a body.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The body.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput: it is not valid JSON, or does not have the members of the type.</exception>
    public static T Read<T>(byte[] body)
        where T : class
    {
        try
        {
            return WithoutNull(StrictJson.Parse(body)).Deserialize<T>(s_options) ?? throw Invalid("The body is empty.", null);
        }
        catch (JsonException e)
        {
            // The text of the reader names the type of .NET, not what is expected.
            throw Invalid(e.Path is { Length: > 1 } path ? $"The member '{path.Substring(2)}' is not known, or does not have the right type." : $"The body is not a JSON object with all required members. {e.Message}", e);
        }
    }

    /// <summary>Writes a body.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The body.</returns>
    public static byte[] Write<T>(T value) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, s_options));

    // A member that is null is the same as one that is omitted.
    private static JsonNode? WithoutNull(JsonNode? json)
    {
        switch (json)
        {
            case JsonObject members:
                foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToList())
                {
                    members.Remove(name);
                }

                foreach (var member in members)
                {
                    WithoutNull(member.Value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    WithoutNull(item ?? throw Invalid("A list of the body contains null.", null));
                }

                break;
        }

        return json;
    }

    private static ServiceException Invalid(string message, Exception? cause) => new(ServiceErrorKind.InvalidInput, message, cause);

    private sealed class SecondsConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var seconds = reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw new JsonException();
            return Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalSeconds);
    }
}
