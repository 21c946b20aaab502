using System.Text.Json;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Http;
using BitbucketConnections.Sandbox.Protocols;

namespace BitbucketConnections.Sandbox.Storage;

/// <summary>Handles bucket policies. The sandbox stores and returns them but does not evaluate them.</summary>
internal static class BucketPolicyOperations
{
    /// <summary>Sets the policy.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Put(ServiceCall call, string name)
    {
        var bucket = RequestedBucket.Find(call, name);
        var policy = call.Request.BodyText;
        bucket.Policy = IsObject(policy) ? policy : throw Malformed("Policies must be valid JSON and the first byte must be '{'");
        return new SandboxResponse(204);
    }

    /// <summary>Gets the policy.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response, with the policy as it was sent.</returns>
    public static SandboxResponse Get(ServiceCall call, string name)
    {
        var policy = RequestedBucket.Find(call, name).Policy
            ?? throw new AwsErrorException("NoSuchBucketPolicy", "The bucket policy does not exist", 404);
        return new SandboxResponse(200, "application/json", policy);
    }

    /// <summary>Removes the policy. A missing policy is not an error.</summary>
    /// <param name="call">The call.</param>
    /// <param name="name">The bucket.</param>
    /// <returns>The response.</returns>
    public static SandboxResponse Delete(ServiceCall call, string name)
    {
        RequestedBucket.Find(call, name).Policy = null;
        return new SandboxResponse(204);
    }

    private static bool IsObject(string text)
    {
        try
        {
            return StrictJson.Parse(text) is JsonObject policy
                && (policy["Statement"] is not null ? true : throw Malformed("Missing required field Statement"));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static AwsErrorException Malformed(string message) => new("MalformedPolicy", message);
}
