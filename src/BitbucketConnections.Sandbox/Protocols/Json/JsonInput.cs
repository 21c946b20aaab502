using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;

namespace BitbucketConnections.Sandbox.Protocols.Json;

/// <summary>Reads the JSON body of a request.</summary>
internal static class JsonInput
{
    /// <summary>Reads the body.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The members of the input; empty for a request without a body.</returns>
    /// <exception cref="AwsErrorException">The body is not a JSON object.</exception>
    public static JsonObject Read(SandboxRequest request)
    {
        if (request.Body.Length == 0)
        {
            return [];
        }

        try
        {
            return StrictJson.Parse(request.Body) as JsonObject
                ?? throw Serialization("Start of structure or map found where not expected.");
        }
        catch (JsonException)
        {
            throw Serialization("The request body is not valid JSON.");
        }
    }

    private static AwsErrorException Serialization(string message) => new("SerializationException", message);
}
