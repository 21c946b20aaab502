using System;
using System.Text.Json;

namespace Amazon.Protocol;

/// <summary>The body of an error response: <c>__type</c>, and <c>message</c> or <c>Message</c>.</summary>
internal readonly record struct AwsJsonError(string? Code, string? Message, JsonException? Failure)
{
    /// <summary>Reads a body. A proxy may have replaced it with a text that is not JSON.</summary>
    public static AwsJsonError Read(byte[] body, string? errorTypeHeader)
    {
        var code = Shorten(errorTypeHeader);
        if (body.Length == 0)
        {
            return new AwsJsonError(code, null, null);
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new AwsJsonError(code, null, null);
            }

            return new AwsJsonError(
                code ?? Shorten(Text(root, "__type") ?? Text(root, "code")), Text(root, "message") ?? Text(root, "Message"), null);
        }
        catch (JsonException failure)
        {
            return new AwsJsonError(code, null, failure);
        }
        catch (InvalidOperationException failure)
        {
            // A text with half of a surrogate pair. The parser reports it when the text is used.
            return new AwsJsonError(code, null, new JsonException(failure.Message, failure));
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // "com.amazonaws.codepipeline#PipelineNotFoundException:http://internal.amazon.com/..." is the same code.
    private static string? Shorten(string? type)
    {
        if (string.IsNullOrEmpty(type))
        {
            return null;
        }

        var name = type!.Substring(type.IndexOf('#') + 1);
        var colon = name.IndexOf(':');
        return colon < 0 ? name : name.Substring(0, colon);
    }
}
