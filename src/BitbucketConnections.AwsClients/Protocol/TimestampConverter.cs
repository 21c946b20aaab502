using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Protocol;

/// <summary>Converts timestamps, which AWS sends as epoch seconds with a fraction. Also reads ISO 8601 strings.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTime>
{
    private static readonly DateTime s_epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return s_epoch.AddTicks((long)(reader.GetDecimal() * TimeSpan.TicksPerSecond));
        }

        if (DateTime.TryParse(
            reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value))
        {
            return value;
        }

        throw new JsonException("A timestamp is not valid. It must be a number of seconds or an ISO 8601 string.");
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.ToUniversalTime() - s_epoch).Ticks / (decimal)TimeSpan.TicksPerSecond);
}
